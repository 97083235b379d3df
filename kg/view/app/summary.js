// The first line of the page: who stands with and against the actor that most is said about, and who mediates.

function focalActor(ties) {
  const towards = grouped(ties.filter((tie) => tie.sign), (tie) => tie.object);
  const weight = (key) => {
    const signs = new Set(towards.get(key).map((tie) => tie.sign));
    return towards.get(key).length + (signs.size > 1 ? 1000 : 0);
  };
  return [...towards.keys()].sort((a, b) => weight(b) - weight(a) || byText(a, b))[0] ?? null;
}

function partyList(ties, end) {
  const limit = reckoned().all.length > 150 ? 3 : 6;
  const names = byWeight(ties).map((tie) => nameLink(shortName(tie[end]), [["p", tie.subject], ["p", tie.object]], () => openTie(tie.subject, tie.object)));
  const more = names.length - limit;
  return listed(more > 0 ? [...names.slice(0, limit), `${more} more`] : names);
}

function summarySentences() {
  const ties = reckoned().all, focal = focalActor(ties), sentences = [];
  if (focal) {
    const towards = ties.filter((tie) => tie.object === focal);
    const of = (status) => towards.filter((tie) => tie.status === status);
    const verb = (count, one, many) => ` ${count === 1 ? one : many} `;
    if (of("support").length) sentences.push([...partyList(of("support"), "subject"), verb(of("support").length, "supports", "support"), entityButton(focal), "."]);
    if (of("opposition").length) sentences.push([...partyList(of("opposition"), "subject"), verb(of("opposition").length, "opposes", "oppose"), of("support").length ? "it" : entityButton(focal), "."]);
  }
  const mediation = grouped(ties.filter((tie) => tie.status === "mediation"), (tie) => tie.object);
  for (const [agreement, found] of [...mediation].slice(0, 2)) sentences.push([...partyList(found, "subject"), found.length === 1 ? " has" : " have", " a mediating part in ", entityButton(agreement), "."]);
  const contested = ties.filter((tie) => ["disputed", "mixed"].includes(tie.status)).length;
  if (contested) sentences.push([plural(contested, "tie"), " disputed or both at once."]);
  return sentences.length ? sentences : [["Nothing counted here ties one actor to another."]];
}

function drawSummary() {
  $("summary").replaceChildren(...lensWords(), ...summarySentences().flatMap((sentence) => [el("span", {}, sentence), " "]));
}

// What narrows the view, said first, so that nobody reads a part as the whole.
function lensParts({ at, toldBy, without }) {
  const parts = [];
  if (at) parts.push(`on ${dayText(at[0])}${at[1] !== at[0] ? ` to ${dayText(at[1])}` : ""}`);
  if (toldBy) parts.push(`as told by ${plainName(toldBy)}`);
  if (without.length) parts.push(`without ${without.map(plainName).join(", ")}`);
  return parts;
}

function lensWords() {
  const parts = lensParts(state);
  return parts.length ? [el("b", { class: "lens" }, parts.join(", ").replace(/^./, (letter) => letter.toUpperCase()) + ": ")] : [];
}

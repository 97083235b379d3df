// Everything as tables: ties, who holds what, figures by teller, everyone.

function table(caption, heads, rows) {
  return el(
    "div", { class: "scroll", role: "region", "aria-label": caption, tabindex: "0" },
    el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, rows.map(([first, ...cells]) => el("tr", {}, el("th", { scope: "row" }, first), cells.map((cell) => el("td", {}, cell)))))),
  );
}

function drawTable() {
  $("view-table").replaceChildren(
    table(`Ties, row by row (${seen().length})`, ["Who", "How", "Towards", "Independent tellers", "Evidence"], byWeight(seen()).map((tie) => [
      entityButton(tie.subject), [lineSample(tie.status), " ", STATUSES[tie.status].label, tie.inherited_via.length ? el("small", {}, " inherited") : ""], entityButton(tie.object),
      `${tie.origins}${tie.against ? `, ${tie.against} against` : ""}`, button(plural(tie.claims.length, "quote"), () => openTie(tie.subject, tie.object), { class: "act", "aria-label": `${plural(tie.claims.length, "quote")}: ${plainTie(tie)}` }),
    ])),
    figureTables(),
    holdings(),
    everyone(),
  );
}

// Figures are compared only within one matter and one measure.
function figureTables() {
  const counts = countsUnder(lensOf(state), WORLD);
  const groups = grouped(WORLD.figures.filter(counts), (figure) => JSON.stringify([figure.about ?? "", figure.measure]));
  if (!groups.size) return "";
  return el("section", { class: "figures" }, el("h2", {}, "Figures, by teller"), [...groups].map(([key, figures]) => {
    const [about, measure] = JSON.parse(key), most = Math.max(...figures.map((figure) => figure.value));
    return el("div", { class: "figure-group" }, el("h3", {}, measure.replace(/^./, (letter) => letter.toUpperCase()), about ? [": ", nameOf(about)] : ", about what is not said"),
      el("ul", {}, sorted(figures, (figure) => entityOf(figure.claimer).name).map((figure) => el("li", {},
        entityButton(figure.claimer), el("span", { class: "bar", style: `--share:${figure.value / most}`, "data-bound": figure.bound }), button(figureText(figure), () => openClaim(figure.id), { class: "act" })))));
  }));
}

function holdings() {
  const claims = reckoned().ties.picked.filter((claim) => WORLD.relations[claim.relation].ofPlaces && claim.object && reckoned().ties.holds.has(claim.id));
  if (!claims.length) return "";
  return table(`Who holds what (${claims.length})`, ["Place", "Who", "When", "Told by", "Evidence"], sorted(claims, (claim) => entityOf(claim.object).name).map((claim) => [
    entityButton(claim.object), [entityButton(claim.subject), claim.status !== "asserted" ? el("small", {}, ` ${CLAIM_STATUS[claim.status]}`) : ""], validText(claim.valid), entityButton(claim.claimer),
    button("Quote", () => openClaim(claim.id), { class: "act", "aria-label": `Quote: ${plainName(claim.subject)}, ${plainName(claim.object)}` }),
  ]));
}

function everyone() {
  const told = grouped([...WORLD.claims, ...WORLD.figures], (item) => item.claimer);
  const ties = grouped(reckoned().all.flatMap((tie) => [[tie.subject, tie], [tie.object, tie]]), ([key]) => key);
  return table(`Everyone and everything named (${Object.keys(WORLD.entities).length})`, ["Name", "Kind", "Ties", "Tells", "Named in"], sorted(Object.keys(WORLD.entities), (key) => entityOf(key).name.toLowerCase()).map((key) => [
    entityButton(key, isolated(entityOf(key).caption)), entityOf(key).kind, String(ties.get(key)?.length ?? 0), String(told.get(key)?.length ?? 0), String(CLAIMS_OF.get(key)?.length ?? 0),
  ]));
}

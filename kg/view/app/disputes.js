// Where tellers disagree: what a coder marked, and every assertion beside a denial of it (kg/disputes.py).

const DISPUTES = [
  ...WORLD.disputes.map((dispute) => ({ ...dispute, marked: true })),
  ...DATA.denials.map(([a, b]) => ({ a, b, kind: "contradicts", marked: false })),
];

const disputeTag = (kind) => tag(kind === "contradicts" ? "contradicts" : "in tension", "warn");
const disputeLine = ({ kind, note, marked }) => el("p", {}, disputeTag(kind), " ", note ? isolated(note) : marked ? "" : "One says what the other denies.");

// The disputes whose two sides count; all that one claim answers stands beside it, once.
function disputesSeen() {
  const counts = countsUnder(lensOf(state), WORLD), item = (id) => BY_ID.get(id);
  const both = DISPUTES.filter(({ a, b }) => item(a) && item(b) && counts(item(a)) && counts(item(b)));
  const place = ({ a }) => [item(a).document, String(item(a).start).padStart(9, "0")].join(" ");
  const groups = grouped(sorted(both, (dispute) => `${dispute.kind} ${place(dispute)}`), ({ kind, a, b, note, marked }) => JSON.stringify(marked ? [kind, a, note ?? ""] : [kind, b]));
  const side = (found, end) => distinct(found.map((dispute) => item(dispute[end])));
  return [...groups.values()].map((found) => ({ ...found[0], sides: [side(found, "a"), side(found, "b")] }));
}

function disputeBlock({ sides, ...dispute }) {
  const column = (items) => el("div", {}, items.map(card));
  return el("section", { class: "dispute-block" },
    el("h3", {}, disputeTag(dispute.kind), " ", disputeTitle(sides[1][0])),
    el("p", { class: "muted" }, dispute.marked ? ["Marked by the coder", dispute.note ? [": ", isolated(dispute.note)] : "."] : "Follows from the words: one side says what the other denies. Which is right is not decided here."),
    el("div", { class: "versus" }, sides.map(column)));
}

function disputeTitle(item) {
  if ("measure" in item) return [item.measure.replace(/^./, (letter) => letter.toUpperCase()), item.about ? [": ", nameOf(item.about)] : ""];
  return [nameOf(item.subject), item.object ? [" and ", nameOf(item.object)] : ""];
}

function drawDisputes() {
  const found = disputesSeen(), count = (kind) => found.filter((dispute) => dispute.kind === kind).length;
  const contradictions = count("contradicts"), tensions = found.length - contradictions;
  $("view-disputes").replaceChildren(
    el("h2", {}, [contradictions && plural(contradictions, "contradiction"), tensions && plural(tensions, "tension")].filter(Boolean).join(", ") || "No disagreement"),
    el("p", { class: "hint" }, found.length
      ? "Both sides in their own words. Filters by teller, document and grade leave out what does not count."
      : "No two claims or figures that count contradict one another or stand in tension. That nobody contradicts a claim does not make it true."),
    ...found.map(disputeBlock),
  );
}

// Row towards column: every pair of the actors in view, with what is concluded or that nothing is said.

const MATRIX_MOST = 120;

// Actors bloc by bloc; where there are too many to read, those with the most ties.
function matrixOrder(ties) {
  const weight = new Map();
  for (const tie of ties) for (const key of [tie.subject, tie.object]) weight.set(key, (weight.get(key) ?? 0) + 1);
  const strongest = [...weight.keys()].sort((a, b) => weight.get(b) - weight.get(a) || byText(a, b)).slice(0, MATRIX_MOST);
  const spot = (key) => SPOTS.get(key) ?? { bloc: 999, wide: [0, 0] };
  return { all: weight.size, keys: strongest.sort((a, b) => spot(a).bloc - spot(b).bloc || spot(a).wide[1] - spot(b).wide[1] || byText(a, b)) };
}

function cellOf(row, column, tie) {
  if (row === column) return el("td", { class: "self" });
  if (!tie) return el("td", { class: "none" }, el("span", { "aria-hidden": "true" }, "·"), el("span", { class: "unseen-text" }, "no evidence"));
  const { status } = tie, faint = tie.inherited_via.length || tie.holds === "carried" || tie.holds === "uncertain";
  const words = `${plainTie(tie)}; ${wordOf(tie)}`;
  return el(
    "td", { class: `is-${status}${faint ? " faint" : ""}` },
    button([STATUSES[status].mark, tie.origins > 1 ? el("sub", {}, String(tie.origins)) : ""], () => openTie(row, column), { "aria-label": words, title: words, "data-pair": pairKey(row, column), class: state.pair && same(state.pair, [row, column]) ? "chosen" : null }),
  );
}

function drawMatrix() {
  const ties = seen(), { all, keys } = matrixOrder(ties), at = new Map(ties.map((tie) => [pairKey(tie.subject, tie.object), tie]));
  const edge = (index) => index > 0 && SPOTS.get(keys[index])?.bloc !== SPOTS.get(keys[index - 1])?.bloc;
  const head = keys.map((key, index) => el("th", { scope: "col", class: edge(index) ? "edge" : null }, el("span", {}, entityButton(key, isolated(entityOf(key).short)))));
  const rows = keys.map((row, index) =>
    el("tr", { class: edge(index) ? "edge" : null }, el("th", { scope: "row" }, entityButton(row)), keys.map((column, to) => {
      const cell = cellOf(row, column, at.get(pairKey(row, column)));
      if (edge(to)) cell.classList.add("edge");
      return cell;
    })),
  );
  const said = all > keys.length ? ` The ${keys.length} with the most ties, of ${all}.` : "";
  const marks = Object.values(STATUSES).map((status) => `${status.mark} ${status.label.toLowerCase()}`).join(", ");
  $("view-matrix").replaceChildren(
    el("p", { class: "hint" }, `Read a row towards a column. ${marks}, · no evidence. A small number counts independent tellers; a pale cell is inherited or carried on. A thick line parts blocs: actors joined by support.${said}`),
    keys.length ? el("div", { class: "scroll matrix", role: "region", "aria-label": "Matrix of ties", tabindex: "0" }, el("table", {}, el("caption", { class: "unseen-text" }, "Who stands how towards whom: row towards column"), el("thead", {}, el("tr", {}, el("td", { class: "corner" }), head)), el("tbody", {}, rows))) : el("p", {}, "No tie passes these filters."),
  );
}

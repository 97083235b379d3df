// Too many to draw legibly: the picture opens on blocs, and says so. A bloc opens on its members and strongest ties.

const CROWD = 300;
const BLOCS = grouped(DATA.nodes.filter((node) => node.role === "party"), (node) => node.bloc);
const isCrowd = () => !state.steps && !state.layers.includes("everyone") && BLOCS.size > 1 && [...BLOCS.values()].flat().length > CROWD;

// The actor of a bloc with the most ties gives it its name.
function blocName(bloc, weight) {
  const members = BLOCS.get(bloc), first = [...members].sort((a, b) => (weight.get(b.id) ?? 0) - (weight.get(a.id) ?? 0) || byText(a.id, b.id))[0];
  return { first: first.id, others: members.length - 1 };
}

function tieCounts(ties) {
  const weight = new Map();
  for (const tie of ties) for (const key of [tie.subject, tie.object]) weight.set(key, (weight.get(key) ?? 0) + 1);
  return weight;
}

function crowdPicture(ties) {
  const weight = tieCounts(ties), middle = (nodes, axis) => nodes.reduce((sum, node) => sum + node[shape][axis], 0) / nodes.length;
  const shrink = Math.min(1, (170 * Math.sqrt(BLOCS.size)) / (1 + Math.max(...[...BLOCS.values()].map((nodes) => Math.hypot(middle(nodes, 0), middle(nodes, 1))))));
  const nodes = [...BLOCS].map(([bloc, members]) => {
    const { first, others } = blocName(bloc, weight);
    return {
      ...nodeOf({ ...members[0], id: `bloc ${bloc}`, label: "", width: 120, role: "party", wide: [0, 0], tall: [0, 0] }),
      label: `${plainName(first)}\n${others ? `and ${plural(others, "other")}` : ""}`, x: middle(members, 0) * shrink, y: middle(members, 1) * shrink, shape: "box", borderWidth: 1 + Math.min(3, Math.log2(members.length) / 2), widthConstraint: { minimum: 120 }, margin: 12, bloc,
    };
  });
  const blocOf = (key) => SPOTS.get(key)?.bloc ?? -1;
  const between = grouped(ties.filter((tie) => tie.sign && blocOf(tie.subject) !== blocOf(tie.object)), (tie) => JSON.stringify([tie.status, ...[blocOf(tie.subject), blocOf(tie.object)].sort((a, b) => a - b)]));
  const edges = [...between].map(([key, found], number) => {
    const [status, from, to] = JSON.parse(key), look = LOOKS[status];
    return { id: `b${number}`, from: `bloc ${from}`, to: `bloc ${to}`, dashes: look.dashes, width: Math.min(9, 1 + Math.sqrt(found.length)), color: { color: colourOf(status), opacity: 0.85 }, smooth: { enabled: true, type: "curvedCW", roundness: status === "support" ? 0.08 : -0.08 }, label: String(found.length), font: { color: css("--ink"), strokeColor: css("--ground"), strokeWidth: 4, size: 15, face: FONT } };
  });
  return { nodes, edges };
}

function crowdNote() {
  if (!isCrowd() || state.view !== "graph") return "";
  const parties = [...BLOCS.values()].flat().length;
  return el("p", { class: "note" }, `${parties} actors are too many to draw at once: each box is a bloc of actors who support one another, each line counts ties between two blocs. `,
    button("Draw everyone", () => update({ layers: [...state.layers, "everyone"] }), { class: "act" }));
}

function blocPanel(bloc) {
  const members = new Set(BLOCS.get(bloc).map((node) => node.id)), ties = seen(), weight = tieCounts(ties);
  const order = [...members].sort((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0) || byText(a, b));
  return [
    el("p", { class: "kicker" }, "A bloc: actors who support one another more than others"),
    el("h2", {}, nameOf(order[0]), members.size > 1 ? ` and ${plural(members.size - 1, "other")}` : ""),
    section("Members, those with most ties first", el("ul", { class: "members" }, order.map((key) => el("li", {}, nameLink(nameOf(key), [["e", key], ["g", "1"]], () => opened({ entity: key, steps: 1 })))))),
    section("Strongest ties to others", tieList(byWeight(ties.filter((tie) => members.has(tie.subject) !== members.has(tie.object))).slice(0, 30))),
  ];
}

// The picture: places come from Python and stay; ties between the same two that say the same are one line.

let network = null, nodeSet = null, edgeSet = null, shape = "wide", crowded = false;

const SPOTS = new Map(DATA.nodes.map((node) => [node.id, node]));
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif';
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const widthOf = (origins) => [1.6, 2, 3.2, 4.4, 5.4, 6.2][Math.min(5, origins)];

// One line for two ways with the same status, else one line each, bent apart.
function bundles(ties) {
  const both = grouped(ties, (tie) => [tie.subject, tie.object].sort().join("\u0001"));
  return [...both.values()].flatMap((pair) => {
    const [one, other] = pair;
    if (other && one.status === other.status) return [{ ties: pair, status: one.status, twoWay: true, bend: 0 }];
    return pair.map((tie) => ({ ties: [tie], status: tie.status, twoWay: false, bend: pair.length > 1 ? 1 : 0 }));
  });
}

function edgeOf(bundle, number) {
  const look = LOOKS[bundle.status], inherited = bundle.ties.every((tie) => tie.inherited_via.length);
  const origins = Math.max(...bundle.ties.map((tie) => tie.origins)), tie = bundle.ties[0];
  const faint = inherited || bundle.ties.every((one) => one.holds === "carried" || one.holds === "uncertain");
  const end = { enabled: true, type: look.end, scaleFactor: 0.75 };
  return {
    id: `t${number}`, from: tie.subject, to: tie.object, dashes: look.dashes,
    width: widthOf(origins) * (inherited ? 0.75 : 1),
    color: { color: colourOf(bundle.status), highlight: colourOf(bundle.status), hover: colourOf(bundle.status), opacity: touches(bundle) ? (faint ? 0.5 : 1) : 0.14 },
    arrows: bundle.twoWay ? { to: end, from: end } : { to: end },
    smooth: bundle.bend ? { enabled: true, type: "curvedCW", roundness: 0.12 } : false,
    pair: bundle.twoWay && bundle.ties[1].origins > tie.origins ? [tie.object, tie.subject] : [tie.subject, tie.object],
  };
}

function touches(bundle) {
  if (state.pair) return bundle.ties.some((tie) => same(state.pair, [tie.subject, tie.object]) || same(state.pair, [tie.object, tie.subject]));
  return !state.entity || bundle.ties.some((tie) => tie.subject === state.entity || tie.object === state.entity);
}

// The thin layers: who tells about whom, and who is part of whom.
function layerEdges(drawn) {
  const thin = (from, to, kind, number) => ({
    id: `${kind}${number}`, from, to, width: 1, dashes: kind === "s" ? [1, 3] : [1, 6], layer: kind,
    color: { color: css("--faint"), opacity: 0.9 }, arrows: kind === "s" ? { to: { enabled: true, type: "vee", scaleFactor: 0.4 } } : {}, smooth: false,
  });
  const edges = [];
  if (state.layers.includes("telling") || (state.entity && SPOTS.get(state.entity)?.role === "teller")) {
    const about = new Map();
    for (const item of WORLD.claims.filter(countsUnder(lensOf(state), WORLD)))
      for (const end of [item.subject, item.object]) if (end && end !== item.claimer) about.set(pairKey(item.claimer, end), [item.claimer, end]);
    edges.push(...[...about.values()].filter(([from]) => state.layers.includes("telling") || from === state.entity).map(([from, to], at) => thin(from, to, "a", at)));
  }
  if (state.layers.includes("structure")) {
    const claims = WORLD.claims.filter((claim) => !WORLD.relations[claim.relation].tie && claim.object && claim.status === "asserted" && claim.review === "accepted" && WORLD.relations[claim.relation].family === "structure");
    const joined = new Map([...claims, ...WORLD.background].map((said) => [pairKey(said.subject, said.object), [said.subject, said.object]]));
    edges.push(...[...joined.values()].map(([from, to], at) => thin(from, to, "s", at)));
  }
  return edges.filter((edge) => drawn.has(edge.from) && drawn.has(edge.to));
}

function drawnNodes(ties) {
  const drawn = new Set(ties.flatMap((tie) => [tie.subject, tie.object]));
  const near = neighbourhood();
  for (const node of DATA.nodes) {
    if (near && !near.has(node.id)) continue;
    if (node.role === "teller" && state.layers.includes("tellers")) drawn.add(node.id);
    if (node.role === "structure" && state.layers.includes("structure")) drawn.add(node.id);
    if (node.id === state.entity) drawn.add(node.id);
  }
  return drawn;
}

function nodeOf(spot) {
  const chosen = spot.id === state.entity || state.pair?.includes(spot.id);
  const agreement = !kindHas(spot.id, "Actor") && !kindHas(spot.id, "Place"), place = kindHas(spot.id, "Place");
  const teller = spot.role === "teller", many = kindHas(spot.id, "Collective");
  const [x, y] = spot[shape];
  return {
    id: spot.id, label: spot.label, x, y, shape: agreement ? "ellipse" : "box", fixed: false, chosen: false,
    widthConstraint: { minimum: spot.width - (agreement ? 34 : 12) },
    margin: agreement ? 4 : 6, borderWidth: chosen ? 3 : teller || place ? 1 : 1.5,
    shapeProperties: { borderRadius: teller ? 16 : place ? 0 : 7, borderDashes: many ? [4, 3] : false },
    color: { background: css(teller ? "--teller" : agreement ? "--agreement" : place ? "--ground" : "--card"), border: chosen ? css("--focus") : css(teller || place ? "--faint" : "--edge") },
    font: { color: css(teller || place ? "--soft" : "--ink"), size: 14, face: FONT },
  };
}

function drawGraph() {
  const ties = seen(), drawn = drawnNodes(ties), lines = bundles(ties);
  const crowd = isCrowd() ? crowdPicture(ties) : null;
  const nodes = crowd?.nodes ?? DATA.nodes.filter((spot) => drawn.has(spot.id)).map(nodeOf);
  const edges = crowd?.edges ?? [...layerEdges(drawn), ...lines.map(edgeOf)];
  $("note").replaceChildren(crowdNote());
  const text = `${plural(ties.length, "tie")} between ${plural(new Set(ties.flatMap((tie) => [tie.subject, tie.object])).size, "party", "parties")}`;
  $("canvas").setAttribute("aria-label", `A drawing of ${text}. The same ties stand as text in the list beside it and in the table.`);
  if (!network) return startGraph(nodes, edges);
  const kept = new Set(nodes.map((node) => node.id)), fewer = nodeSet.length;
  nodeSet.remove(nodeSet.getIds().filter((id) => !kept.has(id)));
  nodeSet.update(nodes);
  edgeSet.clear();
  edgeSet.add(edges);
  if (Boolean(crowd) !== crowded || fewer > 3 * nodes.length) fitGraph();
  crowded = Boolean(crowd);
}

function startGraph(nodes, edges) {
  const box = $("canvas");
  nodeSet = new vis.DataSet(nodes);
  edgeSet = new vis.DataSet(edges);
  network = new vis.Network(box, { nodes: nodeSet, edges: edgeSet }, {
    physics: false, autoResize: true, layout: { improvedLayout: false },
    interaction: { hover: false, keyboard: { enabled: false }, hideEdgesOnDrag: edges.length > 300, hideEdgesOnZoom: edges.length > 300, multiselect: false, selectConnectedEdges: false, zoomSpeed: 0.6 },
    edges: { chosen: false, selectionWidth: 0, hoverWidth: 0, endPointOffset: { to: -1 } },
  });
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (nodeSet.get(node)?.bloc !== undefined) opened({ bloc: nodeSet.get(node).bloc });
    else if (node) openEntity(node);
    else if (edge && edgeSet.get(edge)?.pair) openTie(...edgeSet.get(edge).pair);
    else if (isChosen()) closePanel();
  });
  network.on("beforeDrawing", tellerHeading);
  network.on("afterDrawing", labelsFromAfar);
  crowded = isCrowd();
  fitGraph();
}

function tellerHeading(context) {
  const tellers = DATA.nodes.filter((node) => node.role === "teller" && nodeSet.get(node.id));
  if (!tellers.length || state.steps || isCrowd()) return;
  const left = Math.min(...tellers.map((node) => node[shape][0] - node.width / 2)), top = Math.min(...tellers.map((node) => node[shape][1] - node.height / 2));
  context.font = `600 13px ${FONT}`;
  context.fillStyle = css("--soft");
  context.textAlign = "left";
  context.fillText("WHO TELLS", left, top - 14);
}

// From afar, names are written at reading size: those with most ties first, each only where it covers no other.
function labelsFromAfar(context) {
  const scale = network.getScale();
  if (scale > 0.5 || isCrowd()) return;
  const size = 12 / scale, weight = tieCounts(seen()), taken = [];
  context.font = `600 ${size}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const node of [...nodeSet.get()].sort((a, b) => (b.id === state.entity) - (a.id === state.entity) || (weight.get(b.id) ?? 0) - (weight.get(a.id) ?? 0) || byText(a.id, b.id))) {
    const text = plainName(node.id), half = context.measureText(text).width / 2 + size * 0.4, { x, y } = network.getPosition(node.id);
    if (taken.length >= 28) break;
    if (taken.some((one) => Math.abs(one.x - x) < one.half + half && Math.abs(one.y - y) < size * 1.5)) continue;
    taken.push({ x, y, half });
    context.fillStyle = css("--card");
    context.fillRect(x - half, y - size * 0.7, 2 * half, size * 1.4);
    context.fillStyle = css("--ink");
    context.fillText(text, x, y);
  }
}

// On a narrow screen the picture is as high as it needs to be, and a finger scrolls the page instead of the picture.
function fitGraph() {
  const box = $("canvas"), narrow = isNarrow();
  shape = narrow || box.clientWidth < 0.95 * box.clientHeight ? "tall" : "wide";
  nodeSet.update(nodeSet.get({ filter: (node) => SPOTS.has(node.id) }).map((node) => ({ id: node.id, x: SPOTS.get(node.id)[shape][0], y: SPOTS.get(node.id)[shape][1] })));
  if (narrow && !isCrowd()) {
    const edge = (axis, size) => nodeSet.map((node) => [SPOTS.get(node.id)[shape][axis] - SPOTS.get(node.id)[size] / 2, SPOTS.get(node.id)[shape][axis] + SPOTS.get(node.id)[size] / 2]).flat();
    const span = (values) => Math.max(...values) - Math.min(...values) + 60;
    box.style.height = `${Math.round(Math.min(1.25, box.clientWidth / span(edge(0, "width"))) * span(edge(1, "height")))}px`;
    network.setSize("100%", box.style.height);
  } else box.style.height = "";
  network.setOptions({ interaction: { dragView: !narrow, zoomView: !narrow } });
  network.redraw();
  network.fit({ animation: false, maxZoomLevel: 1.4 });
}

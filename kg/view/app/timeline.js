// A lane for each tie, or for each actor: when what is said of it is said to hold. Uncertain ends are dotted, what is
// carried on is pale; in an actor's lane, what others do to it is thin.

const LANES = { ties: "One lane for each tie", actors: "One lane for each actor" };

function drawTimeline() {
  const lens = { ...lensOf(state), at: null }, ties = new Ties(WORLD, lens), near = neighbourhood();
  const kept = byWeight(ties.all()).filter((tie) => !tie.inherited_via.length && !state.hidden.includes(tie.status) && (!state.contested || isContested(tie)) && (!near || (near.has(tie.subject) && near.has(tie.object))));
  const byActor = state.lanes === "actors", lanes = byActor ? actorLanes(kept, lens, near) : mutual(kept).map(tieLane);
  const claims = distinct(lanes.flatMap((lane) => [...lane.claims, ...lane.towards]));
  const days = distinct([...claims.flatMap((claim) => [...claim.bounds, claim.stated]), ...(state.at ?? [])].filter(isReal)).sort();
  const place = compressed(days), isDated = (lane) => [...lane.claims, ...lane.towards].some((claim) => claim.valid);
  measureTrack();
  $("view-timeline").replaceChildren(
    el("p", {}, choice("Lanes", state.lanes, Object.entries(LANES), (chosen) => update({ lanes: chosen }))),
    el("p", { class: "hint" }, "When each tie is said to hold. Stretches in which nothing changes are drawn short. ",
      timelineKey("stated", "certain"), timelineKey("uncertain", "uncertain end"), timelineKey("carried", "carried on by the kind of relation"), timelineKey("undated", "no time given: placed on the day it was said"),
      byActor ? [timelineKey("towards", "thin: others towards it"), timelineKey("act", "its act, target not named")] : ""),
    lanes.length ? el("div", { class: "lanes" }, axis(days, place), laneGroup("With a time", lanes.filter(isDated), place), laneGroup("No time given", lanes.filter((lane) => !isDated(lane)), place)) : el("p", {}, "No tie passes these filters."),
  );
}

function tieLane([tie, back]) {
  return { label: back ? mutualButton(tie, back) : tieButton(tie), look: tie.status, claims: tie.claims.map((id) => BY_ID.get(id)), towards: [] };
}

// What each actor is said to do, acts without a named target among it, and what others do to it.
function actorLanes(ties, lens, near) {
  const counted = distinct(ties.flatMap((tie) => tie.claims)).map((id) => BY_ID.get(id)), counts = countsUnder(lens, WORLD);
  const alone = state.contested ? [] : WORLD.claims.filter((claim) => !claim.object && WORLD.relations[claim.relation].tie && counts(claim) && claim.status !== "questioned" && admits(lens, claim));
  const both = (claim) => (WORLD.relations[claim.relation].symmetric ? [claim.subject, claim.object] : [claim.subject]);
  const own = grouped([...counted, ...alone].flatMap((claim) => both(claim).map((key) => [key, claim])), ([key]) => key);
  const towards = grouped(counted.filter((claim) => !WORLD.relations[claim.relation].symmetric).map((claim) => [claim.object, claim]), ([key]) => key);
  const said = (found, key) => inTime((found.get(key) ?? []).map(([, claim]) => claim));
  const keys = distinct([...own.keys(), ...towards.keys()]).filter((key) => !near || near.has(key));
  const lanes = keys.map((key) => ({ key, look: "actor", claims: said(own, key), towards: said(towards, key) }));
  return lanes.sort((a, b) => b.claims.length - a.claims.length || b.towards.length - a.towards.length || byText(plainName(a.key), plainName(b.key))).map((lane) => ({ ...lane, label: actorButton(lane) }));
}

const admits = ({ relation }, claim) => !relation || WORLD.relations[claim.relation].above.includes(relation) || WORLD.relations[claim.relation].family === relation;
const inTime = (claims) => sorted(claims, (claim) => [claim.bounds[0] ?? "", claim.stated, claim.id].join(" "));

function actorButton({ key, claims, towards }) {
  const words = [claims.length && `${plural(claims.length, "claim")} of what it does`, towards.length && `${towards.length} of others towards it`].filter(Boolean).join(" · ");
  return button(el("span", {}, nameOf(key), el("small", {}, words)), () => openEntity(key), { class: "tie", "data-actor": key });
}

// Two ways that rest on the same claims are one lane.
function mutual(lanes) {
  const at = new Map(lanes.map((tie) => [pairKey(tie.subject, tie.object), tie])), done = new Set();
  return lanes.flatMap((tie) => {
    const back = at.get(pairKey(tie.object, tie.subject));
    if (done.has(tie)) return [];
    if (!back || back.status !== tie.status || !same(back.claims, tie.claims)) return [[tie]];
    done.add(back);
    return [[tie, back]];
  });
}

const KEYS = {
  undated: () => diamond(15, 6),
  act: () => ring(15, 6),
  towards: () => svgEl("rect", { x: 1, y: 4.5, width: 28, height: THIN, class: "stated" }),
};
const timelineKey = (kind, words) => el("span", { class: "time-key" }, svgEl("svg", { width: 30, height: 12, viewBox: "0 0 30 12", class: "bar-support", "aria-hidden": "true" }, KEYS[kind]?.() ?? svgEl("rect", { x: 1, y: 2, width: 28, height: 8, class: kind })), ` ${words}`);
const ring = (x, y) => svgEl("path", { d: `M${x - 4} ${y} a4 4 0 1 0 8 0 a4 4 0 1 0 -8 0 Z`, class: "act-mark" });
const diamond = (x, y, half = 5, kind = "undated") => svgEl("path", { d: `M${x - half} ${y} L${x} ${y - half} L${x + half} ${y} L${x} ${y + half} Z`, class: kind });

function laneGroup(title, lanes, place) {
  if (!lanes.length) return "";
  return el("section", {}, el("h2", {}, title), el("ul", {}, lanes.map((lane) => el("li", { class: "lane" }, lane.label, track(lane, place)))));
}

// As many units as pixels, so that marks keep their shape.
const THICK = 8, THIN = 3;
let WIDTH = 1000;
function measureTrack() {
  const room = $("views").clientWidth;
  WIDTH = Math.max(180, Math.round(isNarrow() ? room - 54 : room - 78 - Math.min(285, Math.max(165, room * 0.3))));
}
const xOf = (place, day) => 12 + place(day) * (WIDTH - 60);

function axis(days, place) {
  let last = -WIDTH;
  const ticks = days.filter((day) => {
    const x = xOf(place, day), keep = x - last > 100;
    if (keep) last = x;
    return keep;
  });
  const now = state.at ? [svgEl("line", { x1: xOf(place, state.at[0]), x2: xOf(place, state.at[0]), y1: 0, y2: 26, class: "now" })] : [];
  return el("div", { class: "lane axis" }, el("span"), svgEl("svg", { viewBox: `0 0 ${WIDTH} 26`, class: "track", preserveAspectRatio: "none", "aria-hidden": "true" },
    ticks.map((day) => [svgEl("line", { x1: xOf(place, day), x2: xOf(place, day), y1: 18, y2: 26, class: "tick" })]), now),
    el("div", { class: "ticks", "aria-hidden": "true" }, ticks.map((day) => el("span", { style: `left:${(xOf(place, day) / WIDTH) * 100}%` }, shortDay(day)))));
}

const shortDay = (day) => `${+day.slice(8)} ${MONTHS[+day.slice(5, 7) - 1].slice(0, 3)} ${day.slice(0, 4)}`;

function track({ look, claims, towards }, place) {
  const own = packedRows(claims.map((claim) => claimMarks(claim, place, THICK))), others = packedRows(towards.map((claim) => claimMarks(claim, place, THIN)));
  const split = own.length * 12, height = split + others.length * 7 + 6;
  const marks = [...own.flatMap((row, at) => row.map(({ drawn }) => drawn(4 + at * 12))), ...others.flatMap((row, at) => row.map(({ drawn }) => drawn(4 + split + at * 7)))];
  const now = state.at ? svgEl("line", { x1: xOf(place, state.at[0]), x2: xOf(place, state.at[0]), y1: 0, y2: height, class: "now" }) : [];
  return svgEl("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: `track bar-${look}`, style: `height:${height}px`, preserveAspectRatio: "none", "aria-hidden": "true" }, marks, now);
}

// Claims that do not overlap share a row.
function packedRows(found) {
  const rows = [];
  for (const one of found) {
    const row = rows.find((row) => row.every((other) => one.from > other.to + 4 || one.to < other.from - 4));
    if (row) row.push(one);
    else rows.push([one]);
  }
  return rows;
}

// What is drawn of a claim: where it begins and ends, and its marks at a height that is still to be chosen.
function claimMarks(claim, place, thick) {
  const [earliestStart, latestStart, earliestEnd, latestEnd] = claim.bounds, relation = WORLD.relations[claim.relation];
  const x = (day, otherwise) => (day === null ? otherwise : xOf(place, day < "9999" ? day : "9999"));
  const right = WIDTH - 12, certainFrom = x(latestStart, null), certainTo = x(earliestEnd, right), bars = [];
  const bar = (from, to, kind) => to > from && bars.push({ from, to: from + Math.max(3, to - from), kind });
  if (claim.valid) {
    bar(x(earliestStart, 0), Math.min(certainFrom ?? certainTo, x(latestEnd, right)), "uncertain");
    if (certainFrom !== null && certainTo >= certainFrom) bar(certainFrom, Math.max(certainTo, certainFrom + 6), "stated");
    bar(Math.max(certainTo, certainFrom ?? 0), x(latestEnd, right), "uncertain");
  }
  const point = claim.valid ? (bars[0]?.from ?? x(earliestStart, 0)) + 3 : xOf(place, claim.stated);
  if (claim.object && latestEnd && claim.until > latestEnd && (claim.carries || !relation.canEnd)) bar(x(latestEnd, right) + 7, claim.until > claim.stated ? right : x(claim.until, right), "carried");
  const ends = [...bars.flatMap(({ from, to }) => [from, to]), ...(claim.valid && claim.object ? [] : [point - 5, point + 5])];
  const drawn = (y) => {
    const middle = y + thick / 2, spot = claim.valid ? (claim.object ? [] : [ring(point, middle)]) : [diamond(point, middle, thick === THIN ? 3.4 : 5, claim.object ? "undated" : "act-mark")];
    const group = svgEl("g", { class: `mark of-${relation.family}`, "data-claim": claim.id }, bars.map(({ from, to, kind }) => svgEl("rect", { x: from, y, width: to - from, height: thick, class: kind })), spot, svgEl("title", {}, markTitle(claim)));
    group.addEventListener("click", () => openClaim(claim.id));
    return group;
  };
  return { from: Math.min(...ends), to: Math.max(...ends), drawn };
}

const markTitle = (claim) => `${plainName(claim.claimer)}: ${plainName(claim.subject)} ${relationLabel(claim.relation)} ${claim.object ? plainName(claim.object) : "(target not named)"}, ${validText(claim.valid)}, said ${dayText(claim.stated)}`;

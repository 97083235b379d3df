// A lane for each tie: when it is said to hold. What is uncertain is hatched, what is carried on is pale.

function drawTimeline() {
  const lens = { ...lensOf(state), at: null }, ties = new Ties(WORLD, lens);
  const near = neighbourhood();
  const lanes = byWeight(ties.all()).filter((tie) => !tie.inherited_via.length && !state.hidden.includes(tie.status) && (!state.contested || isContested(tie)) && (!near || (near.has(tie.subject) && near.has(tie.object))));
  const claims = distinct(lanes.flatMap((tie) => tie.claims)).map((id) => BY_ID.get(id));
  const days = distinct([...claims.flatMap((claim) => [...claim.bounds, claim.stated]), ...(state.at ?? [])].filter(isReal)).sort();
  const place = compressed(days);
  const pairs = mutual(lanes), dated = pairs.filter(([tie]) => tie.claims.some((id) => BY_ID.get(id).valid)), undated = pairs.filter((pair) => !dated.includes(pair));
  $("view-timeline").replaceChildren(
    el("p", { class: "hint" }, "When each tie is said to hold. Stretches in which nothing changes are drawn short. ",
      timelineKey("stated", "certain"), timelineKey("uncertain", "uncertain end"), timelineKey("carried", "carried on by the kind of relation"), timelineKey("undated", "no time given: placed on the day it was said")),
    lanes.length ? el("div", { class: "lanes" }, axis(days, place), laneGroup("With a time", dated, place), laneGroup("No time given", undated, place)) : el("p", {}, "No tie passes these filters."),
  );
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

const timelineKey = (kind, words) => el("span", { class: "time-key" }, svgEl("svg", { width: 30, height: 12, viewBox: "0 0 30 12", class: "bar-support", "aria-hidden": "true" }, kind === "undated" ? diamond(15, 6) : svgEl("rect", { x: 1, y: 2, width: 28, height: 8, class: kind })), ` ${words}`);
const diamond = (x, y) => svgEl("path", { d: `M${x - 5} ${y} L${x} ${y - 5} L${x + 5} ${y} L${x} ${y + 5} Z`, class: "undated" });

function laneGroup(title, lanes, place) {
  if (!lanes.length) return "";
  return el("section", {}, el("h2", {}, title), el("ul", {}, lanes.map(([tie, back]) => el("li", { class: "lane" }, back ? mutualButton(tie, back) : tieButton(tie), lane(tie, place)))));
}

const WIDTH = 1000;
const xOf = (place, day) => 12 + place(day) * (WIDTH - 90);

function axis(days, place) {
  const room = $("views").clientWidth, wide = Math.max(180, room > 700 ? room - 400 : room - 70);
  let last = -WIDTH;
  const ticks = days.filter((day) => {
    const x = xOf(place, day), keep = x - last > (100 / wide) * WIDTH;
    if (keep) last = x;
    return keep;
  });
  const now = state.at ? [svgEl("line", { x1: xOf(place, state.at[0]), x2: xOf(place, state.at[0]), y1: 0, y2: 26, class: "now" })] : [];
  return el("div", { class: "lane axis" }, el("span"), svgEl("svg", { viewBox: `0 0 ${WIDTH} 26`, class: "track", preserveAspectRatio: "none", "aria-hidden": "true" },
    ticks.map((day) => [svgEl("line", { x1: xOf(place, day), x2: xOf(place, day), y1: 18, y2: 26, class: "tick" })]), now),
    el("div", { class: "ticks", "aria-hidden": "true" }, ticks.map((day) => el("span", { style: `left:${(xOf(place, day) / WIDTH) * 100}%` }, shortDay(day)))));
}

const shortDay = (day) => `${+day.slice(8)} ${MONTHS[+day.slice(5, 7) - 1].slice(0, 3)} ${day.slice(0, 4)}`;

function lane(tie, place) {
  const rows = tie.claims.map((id) => BY_ID.get(id));
  const marks = rows.flatMap((claim, row) => claimMarks(claim, place, 4 + row * 12));
  const height = rows.length * 12 + 6;
  const now = state.at ? svgEl("line", { x1: xOf(place, state.at[0]), x2: xOf(place, state.at[0]), y1: 0, y2: height, class: "now" }) : [];
  return svgEl("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: `track bar-${tie.status}`, style: `height:${height}px`, preserveAspectRatio: "none", "aria-hidden": "true" }, marks, now);
}

function claimMarks(claim, place, y) {
  const [earliestStart, latestStart, earliestEnd, latestEnd] = claim.bounds, family = WORLD.relations[claim.relation].family;
  const x = (day, otherwise) => (day === null ? otherwise : xOf(place, day < "9999" ? day : "9999"));
  const bar = (from, to, kind) => (to > from ? [svgEl("rect", { x: from, y, width: Math.max(3, to - from), height: 8, class: `${kind} of-${family}` })] : []);
  const right = WIDTH - 12, certainFrom = x(latestStart, null), certainTo = x(earliestEnd, right);
  const marks = [];
  if (claim.valid) {
    marks.push(...bar(x(earliestStart, 0), Math.min(certainFrom ?? certainTo, x(latestEnd, right)), "uncertain"));
    if (certainFrom !== null && certainTo >= certainFrom) marks.push(...bar(certainFrom, Math.max(certainTo, certainFrom + 6), "stated"));
    marks.push(...bar(Math.max(certainTo, certainFrom ?? 0), x(latestEnd, right), "uncertain"));
  } else marks.push(diamond(xOf(place, claim.stated), y + 4));
  if (latestEnd && claim.until > latestEnd && (claim.carries || !WORLD.relations[claim.relation].canEnd)) marks.push(...bar(x(latestEnd, right) + 7, claim.until > claim.stated ? right : x(claim.until, right), "carried"));
  return marks.map((mark) => {
    mark.append(svgEl("title", {}, `${plainName(claim.claimer)}: ${relationLabel(claim.relation)}, ${validText(claim.valid)}, said ${dayText(claim.stated)}`));
    mark.addEventListener("click", () => openClaim(claim.id));
    return mark;
  });
}

// What the reader asked for. All of it stands in the address, by ids only, so a link shows the same page.

const DEFAULTS = {
  view: DATA.view, entity: null, pair: null, claim: null, source: null, bloc: null, knot: null, lanes: "ties",
  level: "organisation", at: null, toldBy: null, without: [], outside: [], relation: null, reliability: null, credibility: 0, origins: 0, uncertain: false,
  hidden: [], contested: false, layers: ["tellers"], steps: 0,
};
const START = { ...DEFAULTS, ...DATA.state };
const SHORT = {
  view: "v", entity: "e", pair: "p", claim: "c", source: "s", bloc: "b", knot: "k", lanes: "ln", level: "l", at: "at", toldBy: "by", without: "wo", outside: "out",
  relation: "r", reliability: "rl", credibility: "cr", origins: "n", uncertain: "u", hidden: "h", contested: "x", layers: "y", steps: "g",
};
const LISTS = new Set(["without", "outside", "hidden", "layers", "at", "pair"]);

let state = { ...START };
const listeners = [];

function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}

function readHash() {
  const asked = new URLSearchParams(location.hash.slice(1)), next = { ...START };
  for (const [name, letter] of Object.entries(SHORT)) {
    if (!asked.has(letter)) continue;
    const values = asked.getAll(letter).filter(Boolean);
    if (LISTS.has(name)) next[name] = values.length ? values : name === "at" || name === "pair" ? null : [];
    else if (typeof DEFAULTS[name] === "boolean") next[name] = values[0] === "1";
    else if (typeof DEFAULTS[name] === "number") next[name] = Math.max(0, Number(values[0]) || 0);
    else next[name] = values[0] ?? null;
  }
  return sane(next);
}

// A link made by hand, or for another graph, shows as much as it can.
function sane(next) {
  const known = (key) => Object.hasOwn(WORLD.entities, key);
  if (!VIEWS.includes(next.view)) next.view = START.view;
  if (!["named", "organisation", "state"].includes(next.level)) next.level = START.level;
  if (next.entity && !known(next.entity)) next.entity = null;
  if (next.pair && !(next.pair.length === 2 && next.pair.every(known))) next.pair = null;
  if (next.toldBy && !known(next.toldBy)) next.toldBy = null;
  if (next.claim && !BY_ID.has(next.claim)) next.claim = null;
  if (next.bloc !== null && !BLOCS.has(Number(next.bloc))) next.bloc = null;
  if (next.knot && !Object.hasOwn(KNOTS, next.knot)) next.knot = null;
  if (!["ties", "actors"].includes(next.lanes)) next.lanes = START.lanes;
  if (next.source && !Object.hasOwn(DATA.sources, next.source)) next.source = null;
  if (next.relation && !Object.hasOwn(WORLD.relations, next.relation) && !FAMILIES.includes(next.relation)) next.relation = null;
  if (next.at && !next.at.every((day) => /^\d{4}-\d\d-\d\d$/.test(day))) next.at = null;
  if (next.at) next.at = [next.at[0], next.at[1] ?? next.at[0]];
  if (next.reliability && !/^[A-F]$/.test(next.reliability)) next.reliability = null;
  next.without = next.without.filter(known);
  next.hidden = next.hidden.filter((status) => Object.hasOwn(STATUSES, status));
  return next;
}

// In a notebook's frame the address is not the page's own, so it is left alone.
const HAS_ADDRESS = location.protocol !== "about:";

function writeHash() {
  if (!HAS_ADDRESS) return;
  const said = new URLSearchParams();
  for (const [name, letter] of Object.entries(SHORT)) {
    const value = state[name];
    if (same(value, START[name])) continue;
    const values = Array.isArray(value) ? (value.length ? value : [""]) : [value === true ? "1" : value === false ? "0" : value ?? ""];
    for (const one of name === "at" && value && value[0] === value[1] ? [value[0]] : values) said.append(letter, one);
  }
  const hash = said.toString();
  if (hash !== location.hash.slice(1)) history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
}

function update(change) {
  const before = state;
  state = { ...state, ...change };
  writeHash();
  for (const listen of listeners) listen(before);
}

const VIEWS = ["graph", "matrix", "timeline", "balance", "disputes", "reader", "table"];
const FAMILIES = distinct(Object.values(WORLD.relations).map((relation) => relation.family));
const BY_ID = new Map([...WORLD.claims, ...WORLD.figures].map((item) => [item.id, item]));
const lensOf = (now) => ({
  at: now.at, asToldBy: now.toldBy, without: now.without, withoutSources: now.outside, relation: now.relation,
  minOrigins: now.origins, reliability: now.reliability, credibility: now.credibility, level: now.level, uncertain: now.uncertain,
});

// The ties under the reader's lens; those of the last lens asked for are kept.
let computed = { key: "", ties: null, all: [] };
function reckoned() {
  const lens = lensOf(state), key = JSON.stringify(lens);
  if (computed.key !== key) {
    const ties = new Ties(WORLD, lens);
    computed = { key, ties, all: ties.all() };
  }
  return computed;
}

const isContested = (tie) => ["disputed", "mixed"].includes(tie.status) || tie.tension || tie.against > 0;

// The ties that the reader sees: under the lens, not hidden by the legend, contested if asked, near the actor in focus.
function seen() {
  const near = neighbourhood();
  return reckoned().all.filter(
    (tie) => !state.hidden.includes(tie.status) && (!state.contested || isContested(tie)) && (!near || (near.has(tie.subject) && near.has(tie.object))),
  );
}

function neighbourhood() {
  if (!state.steps || !state.entity) return null;
  let near = new Set([state.entity]);
  for (let step = 0; step < state.steps; step++)
    near = new Set([...near, ...reckoned().all.flatMap((tie) => (near.has(tie.subject) || near.has(tie.object) ? [tie.subject, tie.object] : []))]);
  return near;
}

// Which claims count, and how each stands at a time: kg/lens.py, rule by rule.
// A world is what kg/view/world.py gives; a lens is { at: [first, last] | null, asToldBy, without, withoutSources,
// relation, minOrigins, level, uncertain, reliability, credibility }. Days are ISO texts, which compare as they are.

const STRENGTH = { stated: 0, carried: 1, uncertain: 2 };

const pairKey = (a, b) => JSON.stringify([a, b]);
const grouped = (items, key) => {
  const groups = new Map();
  for (const item of items) {
    const at = key(item);
    if (groups.has(at)) groups.get(at).push(item);
    else groups.set(at, [item]);
  }
  return groups;
};
const distinct = (items) => [...new Set(items)];
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function stepAllows(step, subjectKind, objectKind, world) {
  const fits = (classes, kind) => !classes.length || classes.some((name) => world.kinds[kind].includes(name));
  return fits(step.subject, subjectKind) && fits(step.object, objectKind);
}

function linksOf(said, claim, world) {
  const subject = world.entities[said.subject], object = world.entities[said.object];
  if (!subject || !object) return [];
  return (world.relations[said.relation].steps ?? [])
    .filter((step) => stepAllows(step, subject.kind, object.kind, world))
    .map((step) => {
      const upward = step.heir === "object";
      const [giver, heir] = upward ? [said.subject, said.object] : [said.object, said.subject];
      return { giver, heir, relation: said.relation, step: step.name, collective: !upward, claim, said };
    });
}

const linkOrder = (link) => [link.giver, link.heir, link.relation, link.step, link.claim ?? "~"].join("'\u0001");

function organLinks(claims, background, world) {
  const said = claims.filter((claim) => claim.status === "asserted" && claim.object);
  return [...said.flatMap((claim) => linksOf(claim, claim.id, world)), ...background.flatMap((link) => linksOf(link, null, world))];
}

// Who tells for an entity: itself, its organs, and who leads or speaks for it.
function tellersFor(key, world) {
  const accepted = world.claims.filter((claim) => claim.review === "accepted");
  const givers = grouped(organLinks(accepted, world.background, world).filter((link) => !link.collective), (link) => link.heir);
  const found = new Set([key]), queue = [key];
  while (queue.length)
    for (const link of givers.get(queue.pop()) ?? [])
      if (!found.has(link.giver)) {
        found.add(link.giver);
        queue.push(link.giver);
      }
  return found;
}

// Whether an accepted claim or figure counts, whatever the time.
function countsUnder(lens, world) {
  const told = lens.asToldBy ? tellersFor(lens.asToldBy, world) : null;
  const dropped = new Set((lens.without ?? []).flatMap((key) => [...tellersFor(key, world)]));
  const outside = new Set(lens.withoutSources ?? []);
  return (item) =>
    item.review === "accepted" && !outside.has(item.document) &&
    ![item.claimer, ...(item.relayed ?? [])].some((key) => dropped.has(key)) && (!told || told.has(item.claimer)) && wellGraded(item, lens, world);
}

// Whether source and claim have the Admiralty grades that are asked for, or better ones; what is not graded has none.
function wellGraded(item, lens, world) {
  if (lens.reliability && (world.reliabilities?.[item.document] ?? "Z") > lens.reliability) return false;
  return !lens.credibility || (item.credibility ?? 9) <= lens.credibility;
}

// How a claim stands at the time asked: stated, carried, uncertain or, null, not at all.
function holdsAt(claim, ends, at, relation) {
  if (!at) return "stated";
  const [first, last] = at, [earliestStart, latestStart, earliestEnd, latestEnd] = claim.bounds;
  for (const end of ends) {
    const over = end.bounds[3];
    if (over !== null && (earliestStart === null || over >= earliestStart) && first > over) return null;
  }
  if (latestStart !== null && latestStart <= last && earliestEnd !== null && earliestEnd >= first) return "stated";
  if (latestEnd !== null && last > latestEnd && (claim.carries || !relation.canEnd) && first <= claim.until) return "carried";
  const possible = (earliestStart === null || earliestStart <= last) && (latestEnd === null || latestEnd >= first);
  return possible ? "uncertain" : null;
}

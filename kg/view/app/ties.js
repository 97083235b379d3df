// From claims to ties: the policy of kg/ties.py, rule by rule. It passes the same vectors.

const SIGNS = { support: 1, opposition: -1 };
const YIELDS = new Set(["denied", "possible", "neutral"]);
const NOTHING = { status: "none", claims: [], contrary: [], holds: "stated", via: new Set(), links: [] };

class Ties {
  constructor(world, lens) {
    this.world = world;
    this.lens = { level: "organisation", minOrigins: 0, ...lens };
    this.reached = new Map();
    this.picked = world.claims.filter(countsUnder(this.lens, world)).sort((a, b) => byText(a.id, b.id));
    this.holds = this.standing();
    this.links = this.linksByGiver();
    this.said = this.saidByPair();
    this.givers = this.giversByHeir();
    this.contradicted = this.marked("contradicts");
    this.tense = this.marked("tension", "contradicts");
  }

  tie(subject, object) {
    const tie = this.told(subject, object);
    return tie.status === "none" ? { ...tie, dropped: this.dropped(subject, object) } : tie;
  }

  told(subject, object) {
    if (subject !== object && this.lives(subject) && this.lives(object))
      for (const reach of ["carried", "uncertain"]) {
        const [verdict, beside] = this.conclude(subject, object, reach);
        if (verdict.status !== "none") return this.concluded(subject, object, verdict, beside);
      }
    return this.none(subject, object);
  }

  // The links for want of which there is no tie, where the lens leaves out some tellers or documents.
  dropped(subject, object) {
    const { asToldBy, without, withoutSources, reliability, credibility } = this.lens;
    if (!asToldBy && !without?.length && !withoutSources?.length && !reliability && !credibility) return [];
    const everyone = { ...this.lens, asToldBy: null, without: [], withoutSources: [], reliability: null, credibility: null };
    const picked = new Set(this.picked.map((claim) => claim.id));
    return new Ties(this.world, everyone).told(subject, object).links.filter((link) => link.claim !== null && !picked.has(link.claim));
  }

  all() {
    const pairs = new Map();
    for (const [subject, object] of [...this.said.keys()].map(JSON.parse))
      for (const s of this.heirs(subject, "uncertain").keys())
        for (const o of this.heirs(object, "uncertain").keys()) if (s !== o) pairs.set(pairKey(s, o), [s, o]);
    return [...pairs.values()]
      .sort((one, other) => byText(one[0], other[0]) || byText(one[1], other[1]))
      .map(([s, o]) => this.told(s, o))
      .filter((tie) => tie.status !== "none" && (tie.holds !== "uncertain" || this.lens.uncertain));
  }

  relation(said) {
    return this.world.relations[said.relation];
  }

  lives(key) {
    const existed = this.world.entities[key]?.existed, at = this.lens.at;
    return !at || !existed || (at[1] >= existed[0] && at[0] < existed[1]);
  }

  // ---- what counts at the time asked

  matter(claim) {
    const ends = [claim.subject, claim.object ?? ""];
    return JSON.stringify([claim.relation, this.relation(claim).symmetric ? ends.sort() : ["from", ...ends]]);
  }

  standing() {
    const ends = grouped(this.picked.filter((claim) => claim.reportsEnd), (claim) => this.matter(claim));
    const standing = new Map();
    for (const claim of this.picked) {
      const relation = this.relation(claim);
      const reports = relation.canEnd && claim.status !== "denied" ? ends.get(this.matter(claim)) ?? [] : [];
      const holds = holdsAt(claim, reports.filter((end) => end.stated > claim.stated), this.lens.at, relation);
      if (holds) standing.set(claim.id, holds);
    }
    return standing;
  }

  // How weakly a link stands; the background does not waver.
  strength(link) {
    return STRENGTH[link.claim === null ? "stated" : this.holds.get(link.claim)];
  }

  linksByGiver() {
    const at = this.lens.at;
    const background = this.world.background.filter((link) => !at || !link.span || (at[1] >= link.span[0] && at[0] <= link.span[1]));
    const links = organLinks(this.picked.filter((claim) => this.holds.has(claim.id)), background, this.world);
    const unique = new Map(links.map((link) => [linkOrder(link), link]));
    const ranked = [...unique.keys()].sort((a, b) => this.strength(unique.get(a)) - this.strength(unique.get(b)) || byText(a, b));
    return grouped(ranked.map((order) => unique.get(order)), (link) => link.giver);
  }

  admits(relation) {
    const asked = this.lens.relation;
    return !asked || relation.above.includes(asked) || relation.family === asked;
  }

  canBeTied(key) {
    const kind = this.world.entities[key]?.kind;
    return !kind || !this.world.kinds[kind].some((name) => name === "Place" || name === "Event");
  }

  saidByPair() {
    const said = new Map();
    for (const claim of this.picked) {
      const relation = this.relation(claim);
      if (!claim.object || !relation.tie || !this.holds.has(claim.id) || !this.admits(relation) || !this.canBeTied(claim.object)) continue;
      const subject = this.fold(claim.subject), object = this.fold(claim.object);
      const folded = subject !== claim.subject || object !== claim.object;
      if (subject === object || (folded && claim.status === "denied")) continue;
      for (const pair of relation.symmetric ? [[subject, object], [object, subject]] : [[subject, object]]) {
        const key = pairKey(...pair);
        said.set(key, [...(said.get(key) ?? []), claim]);
      }
    }
    return said;
  }

  // ---- roll-up

  // Who inherits what is said of an entity, along links that stand no more weakly than `reach`.
  heirs(key, reach) {
    const asked = pairKey(key, reach);
    if (!this.reached.has(asked)) this.reached.set(asked, this.inherit(key, STRENGTH[reach]));
    return this.reached.get(asked);
  }

  inherit(key, weakest) {
    const found = new Map([[key, []]]), queue = this.lens.level !== "named" && this.lives(key) ? [key] : [];
    while (queue.length) {
      const giver = queue.shift();
      for (const link of this.links.get(giver) ?? []) {
        const allowed = (!link.collective || giver === key) && this.strength(link) <= weakest;
        if (found.has(link.heir) || !allowed || !this.lives(link.heir)) continue;
        found.set(link.heir, [...found.get(giver), link]);
        queue.push(link.heir);
      }
    }
    return found;
  }

  giversByHeir() {
    const givers = new Map(), ends = distinct([...this.said.keys()].flatMap(JSON.parse)).sort();
    for (const key of ends)
      for (const heir of this.heirs(key, "uncertain").keys()) givers.set(heir, (givers.get(heir) ?? new Set()).add(key));
    return givers;
  }

  fold(key) {
    const seen = new Set([key]);
    while (this.lens.level === "state") {
      const above = (this.links.get(key) ?? []).find((link) => !link.collective && !seen.has(link.heir));
      if (!above) break;
      key = above.heir;
      seen.add(key);
    }
    return key;
  }

  // ---- the verdict on a pair

  conclude(subject, object, reach) {
    const direct = this.verdict(subject, object, reach);
    if (direct.status !== "none" && !YIELDS.has(direct.status)) return [direct, null];
    const inherited = this.lens.level === "named" ? NOTHING : this.inherited(subject, object, reach);
    if (direct.status === "none") return [inherited, null];
    return [direct, inherited.status === "none" ? null : inherited.status];
  }

  verdict(subject, object, reach) {
    const said = this.said.get(pairKey(subject, object)) ?? [];
    const claims = said.filter((claim) => STRENGTH[this.holds.get(claim.id)] <= STRENGTH[reach]);
    const of = (status) => claims.filter((claim) => claim.status === status);
    const tieOf = (claim) => this.relation(claim).tie;
    const making = (tie) => of("asserted").filter((claim) => tieOf(claim) === tie);
    const support = making("support"), opposition = making("opposition"), neutral = making("neutral"), mediation = making("mediation");
    const hedged = of("hedged").filter((claim) => tieOf(claim) !== "neutral");
    const denied = of("denied").filter((claim) => tieOf(claim) !== "neutral");
    const signed = [...support, ...opposition, ...hedged.filter((claim) => this.relation(claim).sign)];
    const asserting = [...signed, ...mediation];
    const touched = denied.filter((denial) => asserting.some((claim) => this.relation(claim).above.includes(denial.relation)));
    const contradicted = asserting.some((claim) => this.contradicted.has(claim.id));
    const [pro, contra] = support.length ? [support, opposition] : [opposition, []];

    if (touched.length || contradicted || (signed.length && neutral.length))
      return this.ruled("disputed", [...pro, ...mediation, ...hedged], [...contra, ...touched, ...(signed.length ? neutral : [])]);
    if (support.length && opposition.length) return this.ruled("mixed", support, opposition);
    if (pro.length) return this.ruled(support.length ? "support" : "opposition", pro);
    if (hedged.length) return this.ruled("possible", hedged);
    if (denied.length) return this.ruled("denied", [], denied);
    if (neutral.length) return this.ruled("neutral", neutral);
    return mediation.length ? this.ruled("mediation", mediation) : NOTHING;
  }

  // What stands in a dispute of these kinds whose other side is not left out by the lens.
  marked(...kinds) {
    const figures = this.world.figures.filter(countsUnder(this.lens, this.world));
    const picked = new Set([...this.picked, ...figures].map((item) => item.id));
    const known = new Set([...this.world.claims, ...this.world.figures].map((item) => item.id));
    const stands = (id) => !known.has(id) || picked.has(id);
    const found = new Set();
    for (const { a, b, kind } of this.world.disputes)
      if (kinds.includes(kind)) {
        if (stands(b)) found.add(a);
        if (stands(a)) found.add(b);
      }
    return found;
  }

  ruled(status, claims, contrary = []) {
    const strengths = [...claims, ...contrary].map((claim) => this.holds.get(claim.id));
    return { status, claims, contrary, holds: strongest(strengths), via: new Set(), links: [] };
  }

  inherited(subject, object, reach) {
    const byStatus = grouped(this.contributions(subject, object, reach), (verdict) => verdict.status);
    const of = (status) => byStatus.get(status) ?? [];
    if (of("mixed").length || (of("support").length && of("opposition").length))
      return merged("mixed", [...of("support"), ...of("mixed")], of("opposition"));
    for (const status of ["support", "opposition", "disputed", "possible", "neutral", "mediation"])
      if (of(status).length) return merged(status, of(status));
    return NOTHING;
  }

  contributions(subject, object, reach) {
    const found = [];
    for (const giver of [...(this.givers.get(subject) ?? [])].sort())
      for (const other of [...(this.givers.get(object) ?? [])].sort()) {
        if ((giver === subject && other === object) || !this.said.has(pairKey(giver, other))) continue;
        const ways = [this.heirs(giver, reach).get(subject), this.heirs(other, reach).get(object)];
        if (!ways[0] || !ways[1]) continue;
        const links = ways.flat(), holds = links.map((link) => (link.claim === null ? "stated" : this.holds.get(link.claim)));
        const verdict = this.verdict(giver, other, reach);
        if (verdict.status === "none" || verdict.status === "denied") continue;
        const via = new Set([[giver, subject], [other, object]].filter(([one, end]) => one !== end).map(([one]) => one));
        found.push({ ...verdict, holds: weakest([...holds, verdict.holds]), via, links });
      }
    return found;
  }

  // ---- the tie

  none(subject, object) {
    return { subject, object, status: "none", sign: 0, origins: 0, against: 0, holds: null, claims: [], contrary: [], inherited_via: [], links: [], beside: null, between: [], tension: false, dropped: [] };
  }

  concluded(subject, object, verdict, beside) {
    const origins = distinct(verdict.claims.filter((claim) => claim.status === "asserted").map((claim) => claim.claimer)).length;
    if (origins < this.lens.minOrigins) return this.none(subject, object);
    const counted = distinct([...verdict.claims, ...verdict.contrary]);
    const contrary = distinct(verdict.contrary);
    return {
      subject, object, beside,
      status: verdict.status,
      sign: SIGNS[verdict.status] ?? 0,
      origins,
      against: distinct(contrary.map((claim) => claim.claimer)).length,
      holds: this.lens.at ? verdict.holds : null,
      claims: counted.map((claim) => claim.id).sort(),
      contrary: contrary.map((claim) => claim.id).sort(),
      inherited_via: distinct([...verdict.via, ...this.folded(subject, object, counted)]).sort(),
      links: verdict.links,
      between: distinct(verdict.claims.flatMap((claim) => claim.between ?? [])).sort(),
      dropped: [],
      tension: counted.some((claim) => this.tense.has(claim.id)),
    };
  }

  folded(subject, object, claims) {
    if (this.lens.level !== "state") return [];
    const ends = claims.flatMap((claim) => [claim.subject, claim.object]).filter((end) => end && end !== subject && end !== object);
    return ends.filter((end) => [subject, object].includes(this.fold(end)));
  }
}

const strongest = (holds) => holds.reduce((a, b) => (STRENGTH[b] < STRENGTH[a] ? b : a), "uncertain");
const weakest = (holds) => holds.reduce((a, b) => (STRENGTH[b] > STRENGTH[a] ? b : a), "stated");

function merged(status, verdicts, contrary = []) {
  const every = [...verdicts, ...contrary];
  const links = new Map(every.flatMap((verdict) => verdict.links).map((link) => [linkOrder(link), link]));
  return {
    status,
    claims: verdicts.flatMap((verdict) => verdict.claims),
    contrary: [...verdicts.flatMap((verdict) => verdict.contrary), ...contrary.flatMap((verdict) => verdict.claims)],
    holds: strongest(every.map((verdict) => verdict.holds)),
    via: new Set(every.flatMap((verdict) => [...verdict.via])),
    links: [...links.values()],
  };
}

// What tests and curious readers call: the ties of a world under a lens.
window.kgTie = { tie: (world, lens, subject, object) => new Ties(world, lens).tie(subject, object), all: (world, lens) => new Ties(world, lens).all() };

// The drawer: every quote for and against, who says it, through whom, where and when, and what is not counted.

const CLAIMS_OF = grouped(WORLD.claims.flatMap((claim) => endsOf(claim).map((end) => [end, claim])), ([end]) => end);

function endsOf(item) {
  const ends = [item.subject, item.object, item.against, item.place, item.about, item.byWhom, ...(item.between ?? [])];
  return distinct(ends.filter(Boolean));
}

const button = (label, onclick, props = {}) => el("button", { type: "button", onclick, ...props }, label);
const address = (ids) => "#" + new URLSearchParams(ids);
const nameLink = (label, ids, open) => el("a", { class: "name", href: address(ids), onclick: (event) => (event.preventDefault(), open()) }, label);
const entityButton = (key, label = nameOf(key)) => nameLink(label, [["e", key]], () => openEntity(key));
const tag = (text, kind = "") => el("span", { class: `tag ${kind}` }, text);
const section = (title, ...content) => content.flat().some(Boolean) && el("section", {}, el("h3", {}, title), ...content);
const swatch = (status) => lineSample(status);

function card(item) {
  const figure = "measure" in item;
  return el(
    "article",
    { class: `card ${sideOf(item)}`, "data-id": item.id },
    el("p", { class: "says" }, figure ? [el("b", {}, figureText(item)), item.about ? [" — ", nameOf(item.about)] : ""] : claimSentence(item)),
    el("blockquote", { dir: "auto" }, shown(item.exact)),
    el("p", { class: "told" }, "Told by ", entityButton(item.claimer), relays(item), ", ", dayText(item.stated), "."),
    details(item),
    el(
      "p", { class: "acts" },
      button("Show in the source", () => openReader(item), { class: "act show-source" }),
      button("Copy citation", (event) => copied(citation(item), event.currentTarget), { class: "act" }),
    ),
  );
}

const sideOf = (item) => ("measure" in item ? "figure" : item.review !== "accepted" ? "" : WORLD.relations[item.relation].family);

function relays(item) {
  const source = DATA.sources[item.document], parts = [];
  if (item.relayed?.length) parts.push(", through ", ...listed(item.relayed.map((key) => entityButton(key))));
  if (source && source.publisher !== item.claimer && !item.relayed?.includes(source.publisher)) parts.push(", reported by ", publisherOf(source));
  if (source?.outlet) parts.push(", printed by ", outletOf(source));
  return parts;
}

const publisherOf = (source) => (source.publisher in WORLD.entities ? entityButton(source.publisher) : isolated(source.publisher));
const outletOf = (source) => (source.outlet in WORLD.entities ? entityButton(source.outlet) : isolated(source.outlet));
const sourceTitle = (source) => source.title || `${plainName(source.publisher)}, ${dayText(source.published)}`;

function details(item) {
  const source = DATA.sources[item.document];
  const rows = [
    item.status !== "asserted" && ["Status", CLAIM_STATUS[item.status] || item.status],
    item.hedge && ["Reservation", "the words carry a hedge"],
    item.review !== "accepted" && ["Review", `${item.review}; not counted`],
    ["Holds", validText(item.valid)],
    item.byWhom && ["By", nameOf(item.byWhom)],
    item.attribution && ["Who says so, in the text", el("q", { dir: "auto" }, shown(item.attribution.exact))],
    ...Object.entries(item.refers ?? {}).map(([role, quote]) => [`The ${role}, in the text`, el("q", { dir: "auto" }, shown(quote.exact))]),
    item.credibility && ["Credibility of the claim", `${item.credibility} of 6 (Admiralty scale, 1 is best)`],
    WORLD.reliabilities[item.document] && ["Reliability of the source", `${WORLD.reliabilities[item.document]} (Admiralty scale, A is best)`],
    item.tags?.length && ["Tags", listed(item.tags.map(isolated))],
    item.note && ["Coder's note", isolated(item.note)],
    ["Source", source ? [isolated(sourceTitle(source)), source.url ? [" · ", link(source.url) || isolated(source.url)] : ""] : isolated(item.document)],
    ["Entry", isolated(`${item.document} ${item.file}`)],
  ].filter(Boolean);
  return el("details", {}, el("summary", {}, "Details"), el("dl", {}, rows.map(([term, text]) => [el("dt", {}, term), el("dd", {}, text)])));
}

function citation(item) {
  const source = DATA.sources[item.document];
  const said = `“${item.exact}” — ${entityOf(item.claimer).name}`;
  const where = source ? [source.title, source.author, entityOf(source.publisher).name, source.published, source.url].filter(Boolean).join(", ") : "";
  return `${said}, in: ${where || item.document} (${item.document}, characters ${item.start}–${item.end}).`;
}

function disputesOf(ids) {
  const found = DISPUTES.filter((dispute) => ids.includes(dispute.a) !== ids.includes(dispute.b) || (dispute.marked && ids.includes(dispute.a)));
  return found.map((dispute) =>
    el(
      "div", { class: "dispute" },
      disputeLine(dispute),
      [dispute.a, dispute.b].filter((id) => !ids.includes(id)).map((id) => (BY_ID.has(id) ? card(BY_ID.get(id)) : el("p", { class: "muted" }, `The other side stands in a document that is not loaded: ${spelt(id)}`))),
    ),
  );
}

// ---- a tie

function tiePanel(subject, object) {
  const tie = reckoned().ties.tie(subject, object), back = reckoned().ties.tie(object, subject);
  const claims = inReadingOrder(tie, tie.claims.map((id) => BY_ID.get(id))), contrary = new Set(tie.contrary);
  const beside = alsoSaid(subject, object, tie);
  const status = STATUSES[tie.status];
  return [
    el("p", { class: "kicker" }, status ? [swatch(tie.status), " ", status.label, tie.inherited_via.length ? ", inherited" : ""] : "No evidence"),
    el("h2", {}, status ? tieSentence(tie) : ["Nothing counted ties ", nameOf(subject), " to ", nameOf(object)]),
    status ? el("p", { class: "muted" }, wordOf(tie) + ". ", status.says) : null,
    tie.status === "mediation" ? el("p", {}, "Parties: ", tie.between.length ? listed(tie.between.map((key) => entityButton(key))) : partiesOf(object)) : null,
    tie.dropped.length ? section("Left out by the filters, and with it the tie", tie.dropped.map(linkLine)) : null,
    tie.beside ? el("p", {}, `Beside it, ${STATUSES[tie.beside].label.toLowerCase()} is inherited.`) : null,
    section(contrary.size ? (tie.status === "mixed" ? "Support" : "For") : "The words", claims.filter((claim) => !contrary.has(claim.id)).map(card)),
    section(tie.status === "mixed" ? "Opposition" : "Against", claims.filter((claim) => contrary.has(claim.id)).map(card)),
    section("Why it passes on", tie.links.map(linkLine)),
    section("In dispute with", disputesOf(tie.claims)),
    section("Also said of the two, not counted in this tie", beside.map(card)),
    back.status !== "none" ? section("The other way round", el("ul", { class: "ties" }, el("li", {}, tieButton(back)))) : null,
  ];
}

// What is said of the two themselves first, then the latest.
function inReadingOrder(tie, claims) {
  const near = (claim) => [claim.subject, claim.object].filter((end) => end !== tie.subject && end !== tie.object).length;
  return [...claims].sort((a, b) => near(a) - near(b) || byText(b.stated, a.stated) || byText(a.document, b.document) || a.start - b.start);
}

function partiesOf(agreement) {
  const parties = WORLD.claims.filter((claim) => WORLD.relations[claim.relation].ofParties && claim.object === agreement && claim.status === "asserted" && claim.review === "accepted");
  return parties.length ? listed(distinct(parties.map((claim) => claim.subject)).map((key) => entityButton(key))) : "not stated.";
}

function alsoSaid(subject, object, tie) {
  const ends = new Set([subject, object]);
  return WORLD.claims.filter((claim) => !tie.claims.includes(claim.id) && ends.has(claim.subject) && ends.has(claim.object) && claim.subject !== claim.object);
}

function linkLine(step) {
  const { giver, heir, said, collective } = step;
  return el(
    "div", { class: "why" },
    el("p", {}, "What is said of ", nameOf(giver), " counts for ", nameOf(heir), collective ? " as its member or leading body" : " as its body", ": ", claimSentence({ status: "asserted", ...said }), "."),
    step.claim ? card(BY_ID.get(step.claim)) : backgroundLine(said),
  );
}

const backgroundLine = (said) => el("p", { class: "muted" }, "Background, not from the documents", said.valid ? `, ${validText(said.valid)}` : "", ": ", link(said.source) || isolated(said.source));

// ---- an entity

function entityPanel(key) {
  const entity = entityOf(key), ties = reckoned().all;
  const names = [...Object.entries(entity.labels ?? {}).map(([language, text]) => el("span", { lang: language, dir: "auto" }, shown(text))), ...(entity.aliases ?? []).filter((alias) => !entity.caption.includes(alias)).map(isolated)];
  const organs = [...tellersFor(key, WORLD)].filter((one) => one !== key);
  const saying = (keys) => [...WORLD.claims, ...WORLD.figures].filter((item) => keys.includes(item.claimer) || item.relayed?.some((one) => keys.includes(one)));
  const own = saying([key]), said = (CLAIMS_OF.get(key) ?? []).map(([, claim]) => claim);
  const ofOrgans = saying(organs).filter((item) => !own.includes(item));
  const figures = WORLD.figures.filter((figure) => endsOf(figure).includes(key) && !own.includes(figure));
  const figuresTold = own.filter((item) => "measure" in item), claimsTold = own.filter((item) => !("measure" in item));
  return [
    el("p", { class: "kicker" }, entity.kind, entity.document ? " · named in one document only" : ""),
    el("h2", {}, isolated(entity.caption)),
    names.length ? el("p", { class: "muted" }, "Also: ", listed(names)) : null,
    entity.existed ? el("p", { class: "muted" }, existenceText(entity.existed)) : null,
    el(
      "p", { class: "acts" },
      button(state.steps ? "Show everyone" : "Show only what is near", () => update({ entity: key, steps: state.steps ? 0 : 1 }), { class: "act" }),
      state.toldBy === key ? button("Hear every teller again", () => update({ toldBy: null }), { class: "act" }) : own.length || ofOrgans.length ? button("Read the conflict as told by it", () => update({ toldBy: key }), { class: "act" }) : null,
    ),
    section("Stands", tieList(ties.filter((tie) => tie.subject === key))),
    section("Others towards it", tieList(ties.filter((tie) => tie.object === key))),
    ...foldedCards([
      ["Figures that it tells", figuresTold],
      ["Said by its organs and speakers", ofOrgans],
      ["What is said of it", said],
      ["What it tells or passes on", claimsTold],
      ["Figures about it", figures],
    ]),
    folded("Organs and bodies", WORLD.background.filter((one) => one.subject === key || one.object === key).map((one) => el("div", { class: "why" }, el("p", {}, claimSentence({ ...one, status: "asserted" }), "."), backgroundLine(one))), true),
  ];
}

const existenceText = ([first, last]) => (last.startsWith("9999") ? `Since ${dayText(first)}.` : `From ${dayText(first)} to ${dayText(last)}; from then on it has no ties.`);

// The first group that has any words stands open.
function foldedCards(groups) {
  const filled = groups.filter(([, items]) => items.length);
  return filled.map(([title, items], at) => folded(title, items.map(card), at === 0));
}

function folded(title, items, open) {
  return items.length ? el("details", { class: "fold", open }, el("summary", {}, `${title} (${items.length})`), items) : null;
}

// ---- lists of ties

const tieButton = (tie) => button([swatch(tie.status), el("span", {}, tieSentence(tie), el("small", {}, wordOf(tie)))], () => openTie(tie.subject, tie.object), { class: "tie", "data-pair": pairKey(tie.subject, tie.object) });

// Two ties that say the same, each way, are one line.
function mutualButton(tie, back) {
  const tellers = tie.origins ? `${tie.origins} and ${plural(back.origins, "independent teller")}` : "";
  const rest = distinct([...wordOf(tie).split(" · "), ...wordOf(back).split(" · ")].filter((part) => part && !part.includes("independent")));
  const words = el("span", {}, nameOf(tie.subject), " and ", nameOf(tie.object), ` ${stance(tie, STATUSES[tie.status].each)}`, el("small", {}, [tellers, ...rest].filter(Boolean).join(" · ")));
  return button([swatch(tie.status), words], () => openTie(tie.subject, tie.object), { class: "tie", "data-pair": pairKey(tie.subject, tie.object) });
}

function tieLines(ties) {
  const at = new Map(ties.map((tie) => [pairKey(tie.subject, tie.object), tie])), done = new Set();
  return ties.flatMap((tie) => {
    const back = STATUSES[tie.status].each && at.get(pairKey(tie.object, tie.subject));
    if (done.has(tie)) return [];
    if (!back || back.status !== tie.status) return [el("li", {}, tieButton(tie))];
    done.add(back);
    return [el("li", {}, mutualButton(tie, back))];
  });
}

function tieList(ties) {
  if (!ties.length) return null;
  const own = ties.filter((tie) => !tie.inherited_via.length), inherited = ties.filter((tie) => tie.inherited_via.length);
  return [
    own.length ? el("ul", { class: "ties" }, tieLines(own)) : null,
    inherited.length ? el("details", { class: "inherited", open: !own.length }, el("summary", {}, plural(inherited.length, "inherited tie")), el("ul", { class: "ties" }, tieLines(inherited))) : null,
  ];
}

const byWeight = (ties) => [...ties].sort((a, b) => b.origins - a.origins || byText(plainTie(a), plainTie(b)));

function overviewPanel() {
  const ties = seen(), most = 100, of = grouped(byWeight(ties).slice(0, most), (tie) => tie.status), counts = grouped(ties, (tie) => tie.status);
  return [
    el("h2", {}, "Who stands where"),
    el("p", { class: "muted" }, "Each line opens the words it rests on. Tellers are counted once, however often they are repeated."),
    ...Object.keys(STATUSES).filter((status) => of.has(status)).map((status) => section([swatch(status), ` ${STATUSES[status].label} (${counts.get(status).length})`], tieList(of.get(status)))),
    ties.length > most ? el("p", { class: "muted" }, `The ${most} best supported of ${ties.length}; all of them stand under Tables.`) : null,
    ties.length ? null : el("p", {}, "No tie passes these filters."),
  ];
}

// ---- opening

function claimPanel(id) {
  const item = BY_ID.get(id);
  return [el("p", { class: "kicker" }, "measure" in item ? "A figure" : "A claim"), el("h2", {}, "What is said, and by whom"), card(item), section("In dispute with", disputesOf([id]))];
}

const isChosen = () => Boolean(state.claim || state.pair || state.entity || state.knot) || state.bloc !== null;

function panelOf({ claim, pair, entity, knot, bloc }) {
  if (claim) return claimPanel(claim);
  if (pair) return tiePanel(...pair);
  if (entity) return entityPanel(entity);
  if (knot) return knotPanel(knot);
  return bloc !== null ? blocPanel(Number(bloc)) : overviewPanel();
}

function drawPanel() {
  const panel = $("panel-body");
  const chosen = isChosen();
  $("panel-back").hidden = !chosen;
  panel.replaceChildren(...panelOf(state).flat(Infinity).filter(Boolean));
  $("panel").classList.toggle("chosen", chosen);
}

function opened(change) {
  update({ claim: null, pair: null, entity: null, bloc: null, knot: null, ...change });
  $("panel").scrollTop = 0;
  $("panel").focus({ preventScroll: false });
}

const openEntity = (key) => opened({ entity: key });
const openTie = (subject, object) => opened({ pair: [subject, object] });
const openClaim = (id) => opened({ claim: id });
const isNarrow = () => matchMedia("(max-width: 820px)").matches;

function closePanel() {
  opened({ steps: 0 });
  if (isNarrow()) $("views").scrollIntoView();
}

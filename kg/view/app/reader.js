// Each source with its quotes highlighted; a highlight opens what rests on it. Offsets are code points.

function openReader(item) {
  update({ view: "reader", source: item.document, claim: item.id, pair: null, entity: null, knot: null });
  const mark = document.querySelector("#view-reader mark.now");
  mark?.scrollIntoView({ block: "center" });
  mark?.focus({ preventScroll: true });
}

function drawReader() {
  const documents = Object.keys(DATA.sources), chosen = state.source ?? documents[0];
  $("view-reader").replaceChildren(
    documents.length > 1 ? el("p", { class: "pick" }, el("label", {}, "Document ", el("select", { onchange: (event) => update({ source: event.target.value, claim: null }) }, documents.map((one) => el("option", { value: one, selected: one === chosen }, spelt(sourceTitle(DATA.sources[one]))))))) : "",
    chosen ? sourceArticle(chosen) : el("p", {}, "No document is loaded."),
  );
}

function sourceArticle(document) {
  const source = DATA.sources[document], items = [...WORLD.claims, ...WORLD.figures].filter((item) => item.document === document);
  const whole = source.passages.length === 1 && source.passages[0].start === 0 && source.length === lettersOf(source.passages[0]).length;
  return el(
    "article", { class: "source" },
    el("h2", {}, isolated(sourceTitle(source))),
    el("p", { class: "muted" }, ["Told by ", publisherOf(source), source.outlet ? [", printed by ", outletOf(source)] : "", ", ", dayText(source.published)]),
    source.url ? el("p", {}, link(source.url) || isolated(source.url)) : "",
    el("p", { class: "hint" }, `${plural(items.length, "claim and figure", "claims and figures")} rest on the marked words. Select a mark to see who says so.${whole ? "" : " Only the passages that are quoted travel with this page."}`),
    markKey(),
    el("div", { class: "text", lang: source.language || null, dir: "auto" }, source.passages.flatMap((passage, at) => [at || passage.start ? gap() : "", ...paragraphs(passage, items)])),
    source.rights ? el("p", { class: "rights" }, isolated(source.rights)) : "",
  );
}

const FAMILY_WORDS = { support: "support", opposition: "opposition", mediation: "mediation", structure: "structure", appeal: "appeals", figure: "figures", several: "several at once" };
const markKey = () => el("p", { class: "mark-key" }, Object.entries(FAMILY_WORDS).map(([family, words]) => el("span", { class: `swatch-mark ${family}` }, words)));

const gap = () => el("p", { class: "gap", "aria-label": "passage left out" }, "[…]");

// The passage cut where a quote starts or ends; each piece knows the quotes that cover it.
function pieces(passage, items) {
  const letters = lettersOf(passage), stop = passage.start + letters.length;
  const covering = items.filter((item) => item.start < stop && item.end > passage.start);
  const cuts = distinct([passage.start, stop, ...covering.flatMap((item) => [item.start, item.end])]).filter((cut) => cut >= passage.start && cut <= stop).sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, at) => ({
    text: letters.slice(start - passage.start, cuts[at + 1] - passage.start).join(""),
    items: covering.filter((item) => item.start <= start && item.end >= cuts[at + 1]),
  }));
}

function paragraphs(passage, items) {
  const blocks = [el("p")];
  for (const piece of pieces(passage, items))
    piece.text.split("\n").forEach((line, at) => {
      if (at) blocks.push(el("p"));
      if (line) blocks.at(-1).append(piece.items.length ? marked(line, piece.items) : el("span", {}, shown(line)));
    });
  return blocks.filter((block) => block.childNodes.length);
}

function marked(text, items) {
  const families = distinct(items.map(sideOf)).filter(Boolean), now = items.some((item) => item.id === state.claim);
  const open = () => showCards(items);
  return el(
    "mark",
    {
      class: `${families.length === 1 ? families[0] : "several"}${now ? " now" : ""}`, role: "button", tabindex: "0",
      "aria-label": `${spelt(text)} (${plural(items.length, "entry", "entries")})`, onclick: open,
      onkeydown: (event) => ["Enter", " "].includes(event.key) && (event.preventDefault(), open()),
    },
    shown(text),
  );
}

function showCards(items) {
  update({ pair: null, entity: null, knot: null, claim: items[0].id });
  $("panel-body").replaceChildren(el("p", { class: "kicker" }, "In these words"), el("h2", {}, plural(items.length, "entry", "entries")), ...items.map(card));
  $("panel").focus({ preventScroll: true });
}

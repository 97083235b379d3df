// Puts the parts together: one state, drawn again where it changed.

const DRAW = { graph: drawGraph, matrix: drawMatrix, timeline: drawTimeline, balance: drawBalance, disputes: drawDisputes, reader: drawReader, table: drawTable };
const TABS = [["graph", "Graph"], ["matrix", "Matrix"], ["timeline", "Timeline"], ["balance", "Balance"], ["disputes", "Disputes"], ["reader", "Texts"], ["table", "Tables"]];

function drawTabs() {
  for (const tab of $("tabs").children) {
    const on = tab.dataset.view === state.view;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    if (on) $("tabs").scrollLeft = tab.offsetLeft - $("tabs").offsetLeft - 30;
  }
  for (const [view] of TABS) $(`view-${view}`).hidden = view !== state.view;
}

function draw(before) {
  if (before && !same({ ...before, claim: 0 }, { ...state, claim: 0 })) {
    drawSummary();
    drawLegend();
    drawControls();
    drawFilterButton();
  }
  drawTabs();
  $("legend").hidden = ["balance", "disputes", "reader"].includes(state.view);
  $("legend-layers").hidden = state.view !== "graph";
  DRAW[state.view]();
  if (state.view === "graph" && before && before.view !== "graph") fitGraph();
  drawPanel();
  announce(`${seen().length} of ${reckoned().all.length} ties shown`);
}

function start() {
  state = readHash();
  $("tabs").append(...TABS.map(([view, label]) => button(label, () => update({ view }), { role: "tab", id: `tab-${view}`, "data-view": view, "aria-controls": `view-${view}` })));
  $("tabs").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const views = TABS.map(([view]) => view);
    update({ view: views[(views.indexOf(state.view) + step + views.length) % views.length] });
    $(`tab-${state.view}`).focus();
  });
  $("legend-layers").append(layerSwitch("tellers", "Tellers"), layerSwitch("telling", "Who tells about whom"), layerSwitch("structure", "Structure and places"));
  const filters = button("Filters", () => {
    $("filters").hidden = !$("filters").hidden;
    filters.setAttribute("aria-expanded", String(!$("filters").hidden));
  }, { id: "filter-button", "aria-expanded": "false", "aria-controls": "filters" });
  $("tools").append(searchBox(), filters, HAS_ADDRESS ? button("Copy link", (event) => copied(location.href, event.currentTarget), { id: "copy-link" }) : "", saveMenu());
  $("panel-back").addEventListener("click", closePanel);
  addEventListener("keydown", (event) => event.key === "Escape" && isChosen() && closePanel());
  addEventListener("hashchange", () => {
    const next = readHash();
    if (!same(next, state)) update(next);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw());
  addEventListener("beforeprint", () => onPaper(true));
  addEventListener("afterprint", () => onPaper(false));
  listeners.push(draw);
  draw({ ...state, level: null, view: state.view });
  if (isNarrow() && $("panel").classList.contains("chosen")) $("panel").scrollIntoView();
  let width = innerWidth;
  addEventListener("resize", () => {
    if (network && Math.abs(innerWidth - width) > 40) {
      width = innerWidth;
      fitGraph();
    }
  });
  document.documentElement.dataset.ready = "true";
}

// What tests and curious readers look at.
window.kgView = { state: () => state, update, seen, bundles, world: WORLD, get network() { return network; } };

start();

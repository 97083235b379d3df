// The legend is also the first filter: each line says how many ties there are, and hides or shows them.

function lineSample(status) {
  const look = LOOKS[status], colour = `var(--${status})`, dash = look.dashes ? look.dashes.map((step) => step * 0.7).join(" ") : null;
  const ends = {
    arrow: () => svgEl("path", { d: "M30 2 L40 7 L30 12 Z", fill: colour }),
    bar: () => svgEl("path", { d: "M38 1 V13", stroke: colour, "stroke-width": 3.5 }),
    circle: () => svgEl("circle", { cx: 36, cy: 7, r: 4, fill: colour }),
    diamond: () => svgEl("path", { d: "M29 7 L34.5 2 L40 7 L34.5 12 Z", fill: colour }),
    vee: () => svgEl("path", { d: "M31 2 L39 7 L31 12", fill: "none", stroke: colour, "stroke-width": 2 }),
    box: () => svgEl("path", { d: "M32 3 H40 V11 H32 Z", fill: colour }),
    crow: () => svgEl("path", { d: "M40 2 L32 7 L40 12", fill: "none", stroke: colour, "stroke-width": 2 }),
  };
  return svgEl("svg", { class: "sample", width: 42, height: 14, viewBox: "0 0 42 14", "aria-hidden": "true" },
    svgEl("line", { x1: 1, y1: 7, x2: look.end === "bar" ? 37 : 31, y2: 7, stroke: colour, "stroke-width": 2.6, "stroke-dasharray": dash }), ends[look.end]());
}

function drawLegend() {
  const counts = grouped(reckoned().all, (tie) => tie.status);
  const always = ["support", "opposition", "mediation"];
  const shownStatuses = Object.keys(STATUSES).filter((status) => counts.has(status) || always.includes(status) || state.hidden.includes(status));
  $("legend-ties").replaceChildren(
    ...shownStatuses.map((status) =>
      button(
        [lineSample(status), `${STATUSES[status].label} `, el("b", {}, String(counts.get(status)?.length ?? 0))],
        () => update({ hidden: state.hidden.includes(status) ? state.hidden.filter((one) => one !== status) : [...state.hidden, status] }),
        { class: "key", "aria-pressed": String(!state.hidden.includes(status)), title: STATUSES[status].says },
      ),
    ),
  );
}

function layerSwitch(layer, label) {
  return el("label", { class: "switch" }, el("input", { type: "checkbox", checked: state.layers.includes(layer), onchange: (event) => update({ layers: event.target.checked ? [...state.layers, layer] : state.layers.filter((one) => one !== layer) }) }), label);
}

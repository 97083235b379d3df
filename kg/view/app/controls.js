// What narrows the view. Every control changes the one state; all of them hold together.

const TELLERS = sorted(distinct([...WORLD.claims, ...WORLD.figures].flatMap((item) => [item.claimer, ...(item.relayed ?? [])])), (key) => entityOf(key).name.toLowerCase());
const LEVELS = { named: "itself only", organisation: "with what is inherited", state: "organs folded in" };

function choice(label, value, options, change) {
  const option = ([key, text]) => el("option", { value: key, selected: key === (value ?? "") }, text);
  return el("label", { class: "field" }, el("span", {}, label), el("select", { onchange: (event) => change(event.target.value || null) },
    options.map((one) => (one.group ? el("optgroup", { label: one.group }, one.options.map(option)) : option(one)))));
}

const tick = (label, checked, change) => el("label", { class: "switch" }, el("input", { type: "checkbox", checked, onchange: (event) => change(event.target.checked) }), label);

function relationOptions() {
  const used = grouped(Object.entries(WORLD.relations).filter(([name]) => WORLD.claims.some((claim) => claim.relation === name && WORLD.relations[name].tie)), ([, relation]) => relation.family);
  return [["", "all relations"], ...[...used].map(([family, entries]) => ({ group: family, options: [[family, `all ${family}`], ...entries.map(([name, relation]) => [name, relation.label])] }))];
}

function drawControls() {
  const names = (keys) => keys.map((key) => [key, plainName(key)]), documents = Object.keys(DATA.sources);
  const focused = document.activeElement?.id, only = documents.filter((one) => !state.outside.includes(one));
  $("filters").replaceChildren(
    dateControl(),
    el("div", { class: "fields" },
      choice("As told by", state.toldBy, [["", "every teller"], ...names(TELLERS)], (toldBy) => update({ toldBy })),
      choice("Without the words of", state.without[0], [["", "nobody left out"], ...names(TELLERS)], (key) => update({ without: key ? [key] : [] })),
      documents.length > 1 ? choice("Document", only.length === 1 ? only[0] : "", [["", "all documents"], ...documents.map((one) => [one, spelt(sourceTitle(DATA.sources[one]))])], (chosen) => update({ outside: chosen ? documents.filter((one) => one !== chosen) : [] })) : "",
      choice("Relation", state.relation, relationOptions(), (relation) => update({ relation })),
      choice("Independent tellers", String(state.origins || ""), [["", "any number"], ...[2, 3, 4, 5].map((count) => [String(count), `at least ${count}`])], (count) => update({ origins: Number(count ?? 0) })),
      Object.keys(WORLD.reliabilities).length ? choice("Reliability of sources", state.reliability, [["", "any"], ...["A", "B", "C", "D", "E", "F"].map((grade) => [grade, `${grade} or better`])], (reliability) => update({ reliability })) : "",
      WORLD.claims.some((claim) => claim.credibility) ? choice("Credibility of claims", String(state.credibility || ""), [["", "any"], ...[1, 2, 3, 4, 5, 6].map((grade) => [String(grade), `${grade} or better`])], (grade) => update({ credibility: Number(grade ?? 0) })) : "",
      choice("Level", state.level, Object.entries(LEVELS).map(([level, words]) => [level, `${level}: ${words}`]), (level) => update({ level }))),
    el("div", { class: "fields" },
      tick("Contested only", state.contested, (contested) => update({ contested })),
      tick("Also what may only possibly hold", state.uncertain, (uncertain) => update({ uncertain })),
      state.entity ? choice(`Around ${plainName(state.entity)}`, String(state.steps), [["0", "everyone"], ["1", "its own ties"], ["2", "and theirs"]], (steps) => update({ steps: Number(steps) })) : "",
      button("Clear all", () => update({ ...START, view: state.view, layers: state.layers }), { class: "act", id: "clear" })),
  );
  if (focused) $(focused)?.focus();
}

// The slider stops on days on which something changes; any other day can be written.
function dateControl() {
  if (!TURNS.length) return "";
  const index = state.at ? Math.max(0, TURNS.findLastIndex((day) => day <= state.at[0])) : TURNS.length - 1;
  const counts = TURNS.map((day) => WORLD.claims.filter((claim) => holdsAt(claim, [], [day, day], WORLD.relations[claim.relation]) === "stated").length), most = Math.max(1, ...counts);
  return el("div", { class: "time" },
    tick("On one day", Boolean(state.at), (on) => update({ at: on ? [TURNS.at(-1), TURNS.at(-1)] : null })),
    el("div", { class: "slide" },
      el("div", { class: "histogram", "aria-hidden": "true" }, counts.map((count, at) => el("i", { style: `height:${Math.round((100 * count) / most)}%`, class: state.at && at === index ? "on" : null, title: `${shortDay(TURNS[at])}: ${plural(count, "claim")} said to hold` }))),
      el("input", { type: "range", id: "day-slider", "aria-label": "Day, among those on which something changes", min: 0, max: TURNS.length - 1, value: index, "aria-valuetext": state.at ? dayText(state.at[0]) : "any time", oninput: (event) => update({ at: [TURNS[event.target.value], TURNS[event.target.value]] }) })),
    el("input", { type: "date", id: "day", "aria-label": "Day", value: state.at ? state.at[0] : "", onchange: (event) => update({ at: event.target.value ? [event.target.value, event.target.value] : null }) }),
  );
}

// How much is narrowed, said on the button even while the panel is shut.
function drawFilterButton() {
  const narrowed = [state.at, state.toldBy, state.without.length, state.outside.length, state.relation, state.origins, state.reliability, state.credibility, state.level !== DEFAULTS.level, state.contested, state.uncertain, state.steps].filter(Boolean).length;
  $("filter-button").textContent = narrowed ? `Filters (${narrowed})` : "Filters";
}

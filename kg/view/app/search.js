// Type-ahead over names, aliases and translations; the list is a combobox, so keys do what readers expect.

const folded_ = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const INDEX = Object.entries(WORLD.entities).map(([key, entity]) => ({ key, entity, own: folded_(entity.caption), others: [...(entity.aliases ?? []), ...Object.values(entity.labels ?? {})].map(folded_) }));

function found(text) {
  const asked = folded_(text.trim());
  if (!asked) return [];
  const fits = (name) => (name === asked ? 0 : name.startsWith(asked) ? 1 : name.includes(" " + asked) ? 3 : name.includes(asked) ? 5 : 9);
  const rank = ({ own, others }) => Math.min(fits(own), ...others.map((name) => (name === asked ? 0 : fits(name) + 1)));
  return INDEX.map((one) => [rank(one), one]).filter(([score]) => score < 9).sort((a, b) => a[0] - b[0] || byText(a[1].entity.name, b[1].entity.name)).slice(0, 9).map(([, one]) => one);
}

function searchBox() {
  const input = el("input", { type: "search", id: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "search-list", "aria-autocomplete": "list", "aria-label": "Find an actor, place or agreement", placeholder: "Find…", autocomplete: "off", spellcheck: "false" });
  const list = el("ul", { id: "search-list", role: "listbox", "aria-label": "Found", hidden: true });
  let hits = [], at = -1;
  const mark = () => {
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    if (at >= 0) input.setAttribute("aria-activedescendant", `found-${at}`);
    else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };
  const choose = (hit) => {
    input.value = "";
    close();
    openEntity(hit.key);
  };
  input.addEventListener("input", () => {
    hits = found(input.value);
    at = hits.length ? 0 : -1;
    list.replaceChildren(...hits.map((hit, index) => el("li", { role: "option", id: `found-${index}`, onmousedown: (event) => (event.preventDefault(), choose(hit)) }, isolated(hit.entity.caption), el("small", {}, ` ${hit.entity.kind}`))));
    list.hidden = !hits.length;
    input.setAttribute("aria-expanded", String(Boolean(hits.length)));
    mark();
    if (input.value.trim()) announce(hits.length ? `${hits.length} found` : "nothing found");
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return (input.value = ""), close(), event.stopPropagation();
    if (event.key === "Enter" && hits[at] && !list.hidden) return choose(hits[at]);
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || !hits.length) return;
    event.preventDefault();
    at = (at + (event.key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length;
    mark();
  });
  input.addEventListener("blur", close);
  return el("div", { class: "search" }, input, list);
}

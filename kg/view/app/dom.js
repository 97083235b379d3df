// The page is built from nodes and text only; no text ever becomes markup.

const DATA = JSON.parse(document.getElementById("data").textContent);
const WORLD = DATA.world;

// What Python leaves out because it follows (kg/view/packed.py). Places are code points.
function wordsAt({ document: name, start, end }) {
  const passage = DATA.sources[name].passages.find((one) => one.start <= start && end <= one.start + lettersOf(one).length);
  return lettersOf(passage).slice(start - passage.start, end - passage.start).join("");
}

const LETTERS = new Map();
function lettersOf(passage) {
  if (!LETTERS.has(passage)) LETTERS.set(passage, [...passage.text]);
  return LETTERS.get(passage);
}

for (const item of [...WORLD.claims, ...WORLD.figures]) {
  item.review ??= "accepted";
  item.status ??= "asserted";
  item.exact ??= wordsAt(item);
  if (item.bounds.length === 1) item.bounds = Array(4).fill(item.bounds[0]);
}

const $ = (id) => document.getElementById(id);

// el("button", { class: "x", onclick: f, "aria-label": "…" }, "text", child, null)
function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props))
    if (value === null || value === undefined || value === false) continue;
    else if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function svgEl(tag, props = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(props)) if (value !== null) node.setAttribute(name, value);
  node.append(...children.flat(Infinity));
  return node;
}

// Characters that cannot be seen, or that turn the direction of writing, stay in the text and are pointed out.
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;
const codeOf = (letter) => "U+" + letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
const spelt = (text) => [...text].map((letter) => (UNSEEN.test(letter) ? `⟨${codeOf(letter)}⟩` : letter)).join("");

function shown(text) {
  if (!UNSEEN.test(text)) return [text];
  return text.split(new RegExp(`(${UNSEEN.source})`)).map((part) => (UNSEEN.test(part) ? el("span", { class: "unseen", "data-code": codeOf(part) }, part) : part));
}

const isolated = (text) => el("bdi", {}, shown(text));
const sorted = (items, key) => [...items].sort((a, b) => byText(key(a), key(b)));

// "A, B and C", of nodes.
function listed(nodes) {
  return nodes.flatMap((node, at) => (at === 0 ? [node] : [at === nodes.length - 1 ? " and " : ", ", node]));
}

const plural = (count, one, many = one + "s") => `${count} ${count === 1 ? one : many}`;
const link = (url) => /^https?:\/\//i.test(url) && el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, shown(url));

let announcing;
function announce(text) {
  clearTimeout(announcing);
  announcing = setTimeout(() => ($("live").textContent = text), 120);
}

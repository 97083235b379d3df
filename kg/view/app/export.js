// What leaves the page: a link, a picture, a table, a list of citations. Nothing is sent anywhere.

function save(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

async function copied(text, from) {
  const before = from.textContent;
  try {
    await navigator.clipboard.writeText(text);
    from.textContent = "Copied";
  } catch {
    window.prompt("This browser does not let the page copy. Copy from here:", text);
  }
  announce("Copied");
  setTimeout(() => (from.textContent = before), 1500);
}

// A text that a spreadsheet would run as a formula gets an apostrophe before it.
const csvCell = (value) => `"${String(value ?? "").replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
const csv = (rows) => "\ufeff" + rows.map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";

function saveCsv() {
  const heads = ["subject", "status", "object", "independent tellers", "against", "inherited", "relation", "claim status", "claimer", "relayed by", "stated", "valid", "document", "start", "end", "quote", "claim"];
  const rows = byWeight(seen()).flatMap((tie) => tie.claims.map((id) => {
    const claim = BY_ID.get(id), name = (key) => entityOf(key).name;
    return [name(tie.subject), tie.status, name(tie.object), tie.origins, tie.against, tie.inherited_via.map(name).join("; "), claim.relation, claim.status, name(claim.claimer), (claim.relayed ?? []).map(name).join("; "), claim.stated, claim.valid ?? "", claim.document, claim.start, claim.end, claim.exact, claim.id];
  }));
  save("ties.csv", "text/csv;charset=utf-8", csv([heads, ...rows]));
}

function saveCitations() {
  const items = distinct(seen().flatMap((tie) => tie.claims)).map((id) => BY_ID.get(id)).sort((a, b) => byText(a.document, b.document) || a.start - b.start);
  save("citations.txt", "text/plain;charset=utf-8", items.map((item, at) => `[${at + 1}] ${citation(item)}`).join("\n") + "\n");
}

// The graph as it stands on the screen, with title and legend, on white or dark as shown.
function savePng() {
  if (state.view !== "graph") update({ view: "graph" });
  network.once("afterDrawing", () => {
    const from = $("canvas").querySelector("canvas"), scale = from.width / from.clientWidth, foot = 46 * scale, head = 54 * scale;
    const sheet = el("canvas", { width: from.width, height: from.height + head + foot }), pen = sheet.getContext("2d");
    pen.fillStyle = css("--ground");
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.drawImage(from, 0, head);
    pen.scale(scale, scale);
    pen.fillStyle = css("--ink");
    pen.font = `700 18px ${FONT}`;
    pen.fillText(spelt(document.title), 16, 24);
    pen.font = `13px ${FONT}`;
    pen.fillText($("summary").textContent, 16, 44, from.clientWidth - 32);
    let x = 16;
    const y = from.clientHeight + 54 + 26;
    for (const [status, found] of grouped(seen(), (tie) => tie.status)) {
      pen.strokeStyle = pen.fillStyle = colourOf(status);
      pen.lineWidth = 3;
      pen.setLineDash(LOOKS[status].dashes || []);
      pen.beginPath();
      pen.moveTo(x, y - 4);
      pen.lineTo(x + 34, y - 4);
      pen.stroke();
      pen.fillStyle = css("--ink");
      const words = `${STATUSES[status].label} ${found.length}`;
      pen.fillText(words, x + 41, y);
      x += 41 + pen.measureText(words).width + 24;
    }
    sheet.toBlob((blob) => save("graph.png", "image/png", blob));
  });
  network.redraw();
}

// On paper the graph is a picture of what the screen shows, in the colours of light ground.
function onPaper(on) {
  if (on) document.documentElement.dataset.paper = "true";
  else delete document.documentElement.dataset.paper;
  $("printed").replaceChildren();
  if (state.view !== "graph") return;
  drawGraph();
  network.redraw();
  if (on) $("printed").append(el("img", { src: $("canvas").querySelector("canvas").toDataURL(), alt: $("canvas").getAttribute("aria-label") }));
}

function saveMenu() {
  const item = (label, act, id) => el("li", {}, button(label, () => (menu.removeAttribute("open"), act()), { id }));
  const menu = el("details", { class: "menu" }, el("summary", {}, "Save"), el("ul", {}, item("Picture (PNG)", savePng, "save-png"), item("Ties and quotes (CSV)", saveCsv, "save-csv"), item("List of citations", saveCitations, "save-citations"), item("Print", () => print(), "save-print")));
  menu.addEventListener("keydown", (event) => event.key === "Escape" && menu.open && (event.stopPropagation(), menu.removeAttribute("open"), menu.querySelector("summary").focus()));
  addEventListener("click", (event) => !menu.contains(event.target) && menu.removeAttribute("open"));
  return menu;
}

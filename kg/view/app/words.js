// Ties, claims and times in plain words, and how each status looks.

const STATUSES = {
  support: { label: "Support", verb: "supports", each: "support each other", mark: "+", says: "Only support is asserted." },
  opposition: { label: "Opposition", verb: "opposes", each: "oppose each other", mark: "−", says: "Only opposition is asserted." },
  mixed: { label: "Both at once", verb: "both supports and opposes", each: "both support and oppose each other", mark: "±", says: "Support and opposition are both asserted; neither outweighs the other." },
  disputed: { label: "Disputed", verb: "is said, and also denied, to stand with or against", each: "are said, and also denied, to stand with or against each other", mark: "!", says: "Tellers contradict one another." },
  possible: { label: "Hedged only", verb: "may stand with or against", each: "may stand with or against each other", mark: "?", says: "Said with a reservation only, asserted by nobody." },
  mediation: { label: "Mediation", verb: "mediates", mark: "○", says: "A part in an agreement or in talks, not a stand for a side." },
  neutral: { label: "Neutral", verb: "declares neutrality towards", mark: "0", says: "Neutrality is declared." },
  denied: { label: "Denied only", verb: "is denied to stand with or against", mark: "×", says: "Denied, and asserted by nobody." },
};

// Colours of Okabe and Ito, for light and dark ground; sign also shows in dash and end, so that it survives greyscale.
const LOOKS = {
  support: { light: "#0072B2", dark: "#56B4E9", dashes: false, end: "arrow" },
  opposition: { light: "#D55E00", dark: "#FF9A4D", dashes: [11, 6], end: "bar" },
  mixed: { light: "#B0548A", dark: "#E5A3CB", dashes: [16, 4, 3, 4], end: "diamond" },
  disputed: { light: "#1D1D1D", dark: "#F0F0F0", dashes: [6, 4], end: "vee" },
  possible: { light: "#00795A", dark: "#3ECFA5", dashes: [2, 5], end: "vee" },
  mediation: { light: "#6B6F76", dark: "#B4B8BF", dashes: [2, 5], end: "circle" },
  neutral: { light: "#8A6D00", dark: "#E8D44D", dashes: [14, 8], end: "box" },
  denied: { light: "#6B6F76", dark: "#B4B8BF", dashes: [3, 9], end: "crow" },
};

const isDark = () => matchMedia("(prefers-color-scheme: dark)").matches && !document.documentElement.dataset.paper;
const colourOf = (status) => LOOKS[status][isDark() ? "dark" : "light"];

const entityOf = (key) => WORLD.entities[key] ?? { name: key, caption: key, short: key, kind: "" };
const nameOf = (key) => isolated(entityOf(key).name);
const plainName = (key) => spelt(entityOf(key).name);
const shortName = (key) => isolated(entityOf(key).short);
const relationLabel = (relation) => WORLD.relations[relation].label;
const kindHas = (key, name) => (WORLD.kinds[entityOf(key).kind] ?? []).includes(name);

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
function dayText(day) {
  const [year, month, date] = day.split("-");
  return [date && String(+date), month && MONTHS[+month - 1], year].filter(Boolean).join(" ");
}

// An EDTF time in words: "2020-03/" is "from March 2020, end not said".
function validText(valid) {
  if (!valid) return "no time given";
  if (!valid.includes("/")) return /X/.test(valid) ? valid : dayText(valid);
  const [start, end] = valid.split("/");
  const from = start && start !== ".." ? `from ${dayText(start)}` : "beginning not said";
  const to = end === ".." ? "ongoing when said" : end ? `to ${dayText(end)}` : "end not said";
  return `${from}, ${to}`;
}

const CLAIM_STATUS = { asserted: "", hedged: "with a reservation", denied: "denied", questioned: "asked, not asserted" };

// What a claim says, in words: "Iran supports politically Assad government, against Syrian jihadists".
function claimSentence(claim) {
  const verb = { denied: "does not: ", questioned: "asks whether: ", hedged: "possibly: " }[claim.status] ?? "";
  const label = kindHas(claim.subject, "Collective") ? ofMany(relationLabel(claim.relation)) : relationLabel(claim.relation);
  const parts = [verb && el("em", {}, verb), nameOf(claim.subject), ` ${label} `];
  parts.push(claim.object ? nameOf(claim.object) : el("span", { class: "muted" }, "(target not named)"));
  if (claim.against) parts.push(", against ", nameOf(claim.against));
  if (claim.between?.length) parts.push(", between ", ...listed(claim.between.map(nameOf)));
  if (claim.place) parts.push(", in ", nameOf(claim.place));
  if (claim.means) parts.push(", by ", isolated(claim.means));
  return parts;
}

const MEASURE_BOUND = { exactly: "", about: "about ", nearly: "nearly ", "at least": "at least ", "more than": "more than " };
const figureText = (figure) => `${MEASURE_BOUND[figure.bound] ?? figure.bound + " "}${figure.value.toLocaleString("en-GB")} ${figure.measure}`;

// Collectives are many: they "support" where a state "supports".
const MANY = { is: "are", has: "have", was: "were", both: "both", may: "may" };
const ofMany = (verb) => verb.replace(/^(both )?(\w+)( and (\w+s)\b)?/, (_, both = "", one, __, other) => both + plainVerb(one) + (other ? ` and ${plainVerb(other)}` : ""));
const plainVerb = (word) => MANY[word] ?? word.replace(/ies$/, "y").replace(/s$/, "");
const verbOf = (tie) => (kindHas(tie.subject, "Collective") ? ofMany(stance(tie, STATUSES[tie.status].verb)) : stance(tie, STATUSES[tie.status].verb));

// "may stand with or against" says which, where all its claims agree.
function stance(tie, verb) {
  const signs = new Set(tie.claims.map((id) => WORLD.relations[BY_ID.get(id).relation].sign));
  return signs.size === 1 ? verb.replace("with or against", signs.has(1) ? "with" : "against") : verb;
}

const tieSentence = (tie) => [nameOf(tie.subject), ` ${verbOf(tie)} `, nameOf(tie.object)];
const plainTie = (tie) => `${plainName(tie.subject)} ${verbOf(tie)} ${plainName(tie.object)}`;

// On whose word a tie stands: independent tellers are counted, not reports.
function wordOf(tie) {
  const parts = [];
  if (tie.origins) parts.push(plural(tie.origins, "independent teller"));
  if (tie.against) parts.push(`${tie.against} against`);
  if (tie.inherited_via.length) parts.push("inherited");
  if (tie.holds === "carried") parts.push("carried on from earlier");
  if (tie.holds === "uncertain") parts.push("uncertain at this time");
  if (tie.tension) parts.push("in tension");
  return parts.join(" · ");
}

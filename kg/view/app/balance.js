// Balance: blocs, what does not fit, and the index over time. Computed in Python for the lens that the page opens with.

const BALANCE = DATA.balance;
const SIGNED = BALANCE.signed;
const KNOTS = Object.fromEntries([
  ...SIGNED.map((_, at) => [`s${at}`, { title: "A tie of the signed network", ties: [at] }]),
  ...BALANCE.frustrated.map(({ tie, because }, at) => [`f${at}`, { title: "A tie that does not fit, and the ties that it goes against", ties: [tie, ...because] }]),
  ...BALANCE.tense.map(({ kind, ties }, at) => [`t${at}`, { title: "A tense triangle", words: triangleWords(kind, ties), ties }]),
  ...BALANCE.borders.map(({ between: [first, second], ties }) => [`b${first}-${second}`, { title: `Between bloc ${first} and bloc ${second}`, ties }]),
]);
const FEW = 12;

const signSwatch = (number) => swatch(SIGNED[number].sign > 0 ? "support" : "opposition");
function signedWords(number) {
  const { ends: [a, b], sign } = SIGNED[number];
  return [nameOf(a), " and ", nameOf(b), sign > 0 ? " stand together" : " stand opposed"];
}

// Two friends of one who are enemies, or three enemies: why a triangle is tense, in words.
function triangleWords(kind, ties) {
  const ends = distinct(ties.flatMap((number) => SIGNED[number].ends));
  if (kind !== "++-") return () => [...listed(ends.map(nameOf)), " all stand opposed to one another"];
  const foes = SIGNED[ties.find((number) => SIGNED[number].sign < 0)].ends;
  return () => [nameOf(ends.find((key) => !foes.includes(key))), " stands with ", nameOf(foes[0]), " and with ", nameOf(foes[1]), ", who stand opposed"];
}

const openKnot = (knot) => opened({ knot });
const knotButton = (knot, content, small) => el("li", {}, button([content[0], el("span", {}, content[1], small ? el("small", {}, small) : "")], () => openKnot(knot), { class: "tie", "data-knot": knot }));

function knotPanel(key) {
  const { title, words, ties } = KNOTS[key];
  return [
    el("p", { class: "kicker" }, "Balance"),
    el("h2", {}, words ? words() : title),
    el("p", { class: "muted" }, "Each tie with the words that it rests on, whichever of the two says or does it."),
    ...ties.map((number) => section([signSwatch(number), " ", el("span", {}, signedWords(number))], SIGNED[number].claims.map((id) => card(BY_ID.get(id))))),
  ];
}

const boundsText = ({ lower, upper, proven }) => (proven ? `${upper} (proven)` : `between ${lower} and ${upper} (not proven)`);

function balanceHeading() {
  const { ties, index } = BALANCE;
  if (!ties) return ["Nothing to be balanced", "No two actors are tied by support or opposition here."];
  if (index.proven && !index.upper) return ["Balanced: frustration index 0 (proven)", "Two sides account for every tie of each connected part: friends within, enemies across. No tie stands against them."];
  if (index.proven) return [`Frustration index ${index.upper} (proven)`, `${index.upper} of ${plural(ties, "tie")} cannot be fitted into two sides with friends within and enemies across, however the sides are drawn.`];
  return [`Frustration index between ${index.lower} and ${index.upper} (not proven)`, `With ${ties} ties this network is above the size that is solved while a page is made. “kg frustration” closes the bounds, and names the ties.`];
}

// What else the lens of the page leaves out, for which the first line of the page has no room.
function narrowingParts() {
  const { outside, relation, origins, reliability, credibility, level, uncertain } = START, documents = DATA.sources;
  return [
    outside.length && `without ${outside.map((one) => (documents[one] ? spelt(sourceTitle(documents[one])) : one)).join(", ")}`,
    relation && `${WORLD.relations[relation]?.label ?? relation} only`,
    origins > 1 && `told by at least ${origins} independently`,
    reliability && `sources ${reliability} or better`, credibility && `claims ${credibility} or better`,
    level !== DEFAULTS.level && `level ${level}`, uncertain && "with what may only possibly hold",
  ].filter(Boolean);
}

function balanceScope() {
  const words = [...lensParts(START), ...narrowingParts()], silent = BALANCE.silent.length;
  return el("p", { class: "hint" },
    `Computed for ${words.length ? words.join(", ") : "all that is told by everyone"}${START.at ? "" : ", over all days at once"}, as the page was made; filters do not change it. `,
    "Only what is said directly of two actors has a sign: inherited ties, mediation, reservations and denials have none.",
    silent ? ` ${plural(silent, "pair")} ${silent === 1 ? "has" : "have"} no sign either, as much being said for one as for the other.` : "");
}

function balanceFigures() {
  const { actors, ties, negative, triangles, balanced, index } = BALANCE;
  const rows = [["Actors", actors], ["Ties", `${ties}: ${ties - negative} positive, ${negative} negative`], ["Triangles", triangles ? `${balanced} of ${triangles} balanced` : "none"], ["Frustration index", boundsText(index)]];
  return el("dl", { class: "figures-row" }, rows.map(([term, text]) => el("div", {}, el("dt", {}, term), el("dd", {}, String(text)))));
}

function memberList(keys) {
  const unsure = new Set(BALANCE.undetermined);
  const one = (key) => el("li", {}, entityButton(key), unsure.has(key) ? [" ", tag("could stand elsewhere", "warn")] : "");
  return [el("ul", { class: "plain" }, keys.slice(0, FEW).map(one)), keys.length > FEW ? el("details", { class: "inherited" }, el("summary", {}, `${keys.length - FEW} more`), el("ul", { class: "plain" }, keys.slice(FEW).map(one))) : ""];
}

function blocsPart() {
  const { blocs, unplaced, against, borders, undetermined, unchecked } = BALANCE, shown = blocs.slice(0, FEW);
  return [
    el("h2", {}, `Blocs (${blocs.length})`),
    el("p", { class: "muted" }, `As many as it takes; ties against this partition: ${boundsText(against)}. `,
      unchecked ? "Who could stand elsewhere at the same cost is not asked here: the network is too large or too torn." : undetermined.length ? `${plural(undetermined.length, "actor")} could stand elsewhere at the same cost.` : blocs.length ? "Nobody in a bloc could stand elsewhere at the same cost." : ""),
    el("div", { class: "blocs" },
      shown.map(({ number, members, alone }) => el("section", { class: "sheet" }, el("h3", {}, `Bloc ${number} · ${plural(members.length, "actor")}`), alone ? el("p", { class: "muted" }, "No tie relates it to another bloc.") : "", memberList(members))),
      unplaced.length ? el("section", { class: "sheet unplaced" }, el("h3", {}, `Unplaced · ${plural(unplaced.length, "actor")}`), el("p", { class: "muted" }, "No positive tie says with whom they stand, and none is guessed."), memberList(unplaced)) : ""),
    blocs.length > shown.length ? el("p", { class: "muted" }, `The ${shown.length} largest of ${blocs.length}.`) : "",
    borders.length ? [el("h3", {}, "What lies between them"), el("ul", { class: "ties" }, cut(borders.map(({ between: [first, second], count }) => knotButton(`b${first}-${second}`, [swatch("opposition"), `Bloc ${first} against bloc ${second}`], `${plural(count, "negative tie")}: open the words`))))] : "",
  ];
}

const cut = (lines) => (lines.length > FEW ? [...lines.slice(0, FEW), el("li", {}, el("details", { class: "inherited" }, el("summary", {}, `${lines.length - FEW} more`), el("ul", { class: "ties" }, lines.slice(FEW))))] : lines);

function strainPart() {
  const { frustrated, tense, triangles, balanced, index, ties } = BALANCE, count = triangles - balanced;
  if (!ties) return [];
  return [
    el("h2", {}, "What does not fit"),
    frustrated.length ? el("p", { class: "muted" }, "One way to draw the sides at the least cost leaves these ties; another may leave others. Each opens with the ties that it goes against.") : el("p", {}, index.proven ? "Nothing: no tie stands against the sides." : "Not named here, as the index is not proven."),
    frustrated.length ? el("ul", { class: "ties" }, cut(frustrated.map(({ tie, because }, at) => knotButton(`f${at}`, [signSwatch(tie), signedWords(tie)], because.length ? ["although ", ...listed(because.map((number) => el("span", {}, signedWords(number))))] : "")))) : "",
    el("h3", {}, `Tense triangles (${count})`),
    count ? el("ul", { class: "ties" }, cut(tense.map(({ ties: three }, at) => knotButton(`t${at}`, [triangleSign(three), KNOTS[`t${at}`].words()])))) : el("p", {}, triangles ? "Every triangle of ties is balanced." : "No three actors are all tied to one another."),
    count > tense.length ? el("p", { class: "muted" }, `The first ${tense.length} of ${count}.`) : "",
  ];
}

function triangleSign(ties) {
  const corners = [[4, 20, 13, 3], [13, 3, 22, 20], [22, 20, 4, 20]], status = (number) => (SIGNED[number].sign > 0 ? "support" : "opposition");
  return svgEl("svg", { class: "sample", width: 42, height: 24, viewBox: "-8 0 42 24", "aria-hidden": "true" },
    corners.map(([x1, y1, x2, y2], at) => svgEl("line", { x1, y1, x2, y2, stroke: `var(--${status(ties[at])})`, "stroke-width": 2.6, "stroke-linecap": "round", "stroke-dasharray": SIGNED[ties[at]].sign > 0 ? null : "4 4" })));
}

const onDay = (day) => update({ view: "graph", at: [day, day] });

function drawCourse() {
  const { course, days } = BALANCE, [least, most] = [Math.min(...course.map((point) => point[2])), Math.max(...course.map((point) => point[3]))];
  $("balance-course").hidden = !course.length;
  if (!course.length) return;
  const bounded = course.some(([, , lower, upper]) => lower < upper);
  const which = course.length < days ? `${course.length} of the ${days} days, spread evenly, on which` : `Each of the ${plural(days, "day")} on which`;
  $("course-words").replaceChildren(
    el("p", { class: "muted" }, `${which} something is said, begins or ends. `, most === 0 ? "The index is 0 on every one of them: no day is tense in itself. " : `${bounded ? "Its bounds run" : "It runs"} from ${least} to ${most}. `,
      bounded ? "Where the index is not proven, a bar spans its bounds. " : "Every value is proven. ", "Stretches in which nothing changes are drawn short. A dot or bar opens the graph of its day."));
  $("course-days").replaceChildren(el("details", { class: "fold" }, el("summary", {}, "The same, day by day"),
    table("Frustration index by day", ["Day", "Ties with a sign", "Index"], course.map(([day, ties, lower, upper]) => [button(dayText(day), () => onDay(day), { class: "act", "aria-label": `Graph of ${dayText(day)}` }), String(ties), lower === upper ? String(upper) : `${lower} to ${upper}`]))));
}

// Nothing here hangs on the filters, so it is drawn once.
function drawBalance() {
  if ($("balance-now").childElementCount) return;
  const [heading, words] = balanceHeading();
  $("balance-now").replaceChildren(...[el("h2", { class: "lead" }, heading), el("p", {}, words), balanceScope(), balanceFigures(), ...blocsPart(), ...strainPart()].flat(Infinity).filter(Boolean));
  drawCourse();
  for (const dot of document.querySelectorAll(".course [data-day]")) dot.addEventListener("click", () => onDay(dot.dataset.day));
}

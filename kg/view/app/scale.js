// Days as ISO texts, and an axis on which stretches where nothing changes are drawn short.

const dayNumber = (day) => Math.round(Date.UTC(...((parts) => [parts[0], parts[1] - 1, parts[2]])(day.split("-").map(Number))) / 864e5);
const dayAfter = (day) => new Date((dayNumber(day) + 1) * 864e5).toISOString().slice(0, 10);
const isReal = (day) => day && day > "0001-01-01" && day < "9999-01-01";

// The days on which a claim begins, ends or is said, and the days after an end.
const TURNS = distinct(
  WORLD.claims.filter((claim) => claim.review === "accepted").flatMap((claim) => {
    const [earliestStart, latestStart, earliestEnd, latestEnd] = claim.bounds;
    return [earliestStart, latestStart, earliestEnd, latestEnd, claim.stated, latestEnd && isReal(latestEnd) && dayAfter(latestEnd)];
  }).filter(isReal),
).sort();

function compressed(days) {
  const at = [0];
  for (let index = 1; index < days.length; index++) at.push(at[index - 1] + 1 + Math.log2(1 + dayNumber(days[index]) - dayNumber(days[index - 1])));
  const whole = at.at(-1) || 1;
  return (day) => {
    if (!days.length || day <= days[0]) return 0;
    if (day >= days.at(-1)) return 1;
    const next = days.findIndex((one) => one >= day), from = dayNumber(days[next - 1]), to = dayNumber(days[next]);
    return (at[next - 1] + ((at[next] - at[next - 1]) * (dayNumber(day) - from)) / (to - from)) / whole;
  };
}

// Medians of rounds, ratios, and the bars that must hold.

export function median(numbers) {
  const sorted = numbers.filter((one) => Number.isFinite(one)).sort((a, b) => a - b);
  if (!sorted.length) return NaN;
  return sorted.length % 2 ? sorted[(sorted.length - 1) / 2] : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
}

// All rounds of one case in one line.
export function summary(results) {
  const of = (pick) => median(results.map(pick));
  const rates = results.map(({ rate }) => rate);
  return {
    rate: of(({ rate }) => rate), low: Math.min(...rates), high: Math.max(...rates),
    p50: of(({ p50_us: us }) => us / 1000), p99: of(({ p99_us: us }) => us / 1000), spread: of(({ p99_us: high, p50_us: low }) => high / low),
    foreign: of(({ cpu }) => cpu.foreign), generator: of(({ cpu_s: cpu, seconds }) => (cpu / seconds) * 100),
    errors: results.reduce((sum, { errors = 0 }) => sum + errors, 0),
  };
}

// The median of the rounds' ratios: what slows the machine down for a while slows both down.
export const ratio = (above, below) => (above && below ? median(above.map(({ rate }, i) => rate / below[i]?.rate)) : NaN);

const AT = 32;
const SLOWEST = ['sale', 'hold', 'seatmap', 'search', 'booking'];

// {what, bar, value, isReached}; a value that was not measured is no number.
export function bars(rounds, { pssBytes, growth }) {
  const at = (key) => rounds.get(`${key}@${AT}`);
  const atLeast = (what, bar, value, words = bar.toFixed(2)) => ({ what, bar: `≥ ${words}`, value, isReached: value >= bar });
  const atMost = (what, bar, value, words) => ({ what, bar: `≤ ${words}`, value, isReached: value <= bar });
  const hot = at('hot');
  const sale = at('sale');
  const tails = SLOWEST.filter((key) => at(key)).map((key) => ({ key, spread: summary(at(key)).spread }));
  const worst = tails.sort((a, b) => b.spread - a.spread)[0];
  const found = [
    atLeast('full sale over HTTP / the rules called directly', 0.75, ratio(sale, at('direct-sale'))),
    atLeast('hold over HTTP / its statements raw', 0.70, ratio(at('hold'), at('raw-hold'))),
    atLeast('seat map / hello', 0.40, ratio(at('seatmap'), at('hello'))),
    atLeast('full sale / Node', 6, ratio(sale, at('node-sale')), '6 (aim 10)'),
    atLeast('seat map / Node', 6, ratio(at('seatmap'), at('node-seatmap')), '6 (aim 8)'),
    atLeast('full sale / PHP', 3, ratio(sale, at('php-sale')), '3 (aim 4)'),
    atLeast('hot departure / sales on many departures', 0.50, ratio(hot, sale)),
    atMost('hot departure: errors that are no honest refusal', 0, hot ? summary(hot).errors : NaN, '0'),
    atMost('PSS of all programs under load, MB', 48, pssBytes / 1e6, '48'),
    atMost(`p99 / median${worst ? ` (hot and mix left out; the worst of ${tails.map(({ key }) => key).sort().join(', ')}: ${worst.key})` : ''}`, 4, worst ? worst.spread : NaN, '4'),
  ];
  for (const { what, value } of growth) found.push(atLeast(what, 0.80, value));
  return found;
}

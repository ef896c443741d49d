// F14: fifty browsers want seats of two departures at the same moment, and name them in opposite orders.
import { SEATS } from './board.mjs';

const BROWSERS = 50;
const PAIRS = 4;

async function browserOf(operations, i, nodes) {
  const browser = { client: 'burst', id: `burst.${operations.operations}.${i}`, cookie: '', nodes };
  const got = await operations.run(browser, { kind: 'home', path: '/' });
  browser.cookie = got.answer?.headers?.['set-cookie']?.[0].split(';')[0];
  return browser;
}

// Two neighbouring seats on each of the departures; every second browser names them backwards.
function wishOf(departures, i, random) {
  const first = random.below(PAIRS);
  const seats = departures.flatMap((name) => SEATS.slice(first, first + 2).map((seat) => `${name}/${seat}`));
  if (i % 2) seats.reverse();
  const key = random.text(22);
  const fields = [...departures.map((name) => ['departure', name]), ...seats.map((seat) => ['seat', seat]), ['adults', 2], ['children', 0], ['infants', 0], ['key', key]];
  return { seats, key, fields };
}

// The departures are looked at before, so that nobody waits for the flight service. Whoever won gives the seats back.
export async function burst({ operations, history, random, departures, nodes, price }) {
  const browsers = await Promise.all(Array.from({ length: BROWSERS }, (_, i) => browserOf(operations, i, nodes)));
  await operations.run(browsers[0], { kind: 'offer', path: `/offer?${departures.map((name) => `departure=${name}`).join('&')}&adults=2` });
  history.fault('F14', 'start', { departures });
  const answers = await Promise.all(browsers.map((browser, i) => {
    const { seats, key, fields } = wishOf(departures, i, random);
    const about = { departures, adults: 2, seats, total: 2 * departures.length * price, burst: departures.join(' ') };
    return operations.run(browser, { kind: 'hold', method: 'POST', path: '/holds', fields, key, about });
  }));
  history.fault('F14', 'end', { won: answers.filter(({ how }) => how === 'ok').length });
  await Promise.all(answers.map((got, i) => got.how === 'ok'
    && operations.run(browsers[i], { kind: 'release', method: 'POST', path: `${got.location}/release`, about: { ref: got.location.slice('/holds/'.length) } })));
}

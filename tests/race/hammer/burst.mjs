// F14: fifty browsers want seats of two departures at the same moment, and name them in opposite orders. Then the same once more, when the time of
// those who got them is over and the worker may not have written it down yet.
import { SEATS } from './board.mjs';

const BROWSERS = 50;
const PAIRS = 4;
// Pages tell the end in whole seconds, cut off.
const AFTER_END_MS = 1005;

async function browserOf(operations, i, nodes) {
  const browser = { client: 'burst', id: `burst.${operations.operations}.${i}`, cookie: '', nodes, address: `127.2.0.${i + 1}` };
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

async function rush({ operations, history, random, departures, nodes, price }, name) {
  const browsers = await Promise.all(Array.from({ length: BROWSERS }, (_, i) => browserOf(operations, i, nodes)));
  return async () => {
    history.fault('F14', 'start', { name });
    const answers = await Promise.all(browsers.map((browser, i) => {
      const { seats, key, fields } = wishOf(departures, i, random);
      const about = { departures, adults: 2, seats, total: 2 * departures.length * price, burst: name };
      return operations.run(browser, { kind: 'hold', method: 'POST', path: '/holds', fields, key, about });
    }));
    const won = browsers.map((browser, i) => ({ browser, path: answers[i].location, how: answers[i].how })).filter(({ how }) => how === 'ok');
    history.fault('F14', 'end', { name, won: won.length });
    return won;
  };
}

const see = (operations, { browser, path }) => operations.run(browser, { kind: 'see-hold', path, about: { ref: path.slice('/holds/'.length) } });

// Ends when the first rush is over; `.again` of what it gives, when the second one is.
export async function burst(run) {
  const { operations, departures } = run;
  const name = departures.join(' ');
  const first = await rush(run, name);
  // They are looked at before, so that nobody waits for the flight service.
  await operations.run({ client: 'scout', id: 'scout', nodes: run.nodes }, { kind: 'offer', path: `/offer?${departures.map((one) => `departure=${one}`).join('&')}&adults=2` });
  const won = await first();
  const again = async () => {
    const pages = await Promise.all(won.map((one) => see(operations, one)));
    const ends = pages.map(({ data }) => Date.parse(data?.expiresAt)).filter((end) => end > 0);
    const second = await rush(run, `${name}, when their time is over`);
    await new Promise((resolve) => setTimeout(resolve, Math.max(...ends, 0) - Date.now() + AFTER_END_MS));
    await second();
  };
  return { again: again() };
}

// What is measured in each round, in this order.

const AT = 32; // clients, for which the bars are
const OTHERS = [1, 16, 64];
const MANY = 600; // departures: more pages than a process keeps

// {key, title, group, clients, long, run(seconds)}; `long`: with all the time, else with a part of it.
export function cases({ bench, aisle, hello, pages, peers, hotDepartures }) {
  const found = [];
  const add = (key, title, clients, run, { group = 'aisle', long = clients === AT } = {}) => found.push({ key, title, group, clients, long, run });
  const each = (clients) => {
    add('floor', 'floor: one claim, one booking, COMMIT', clients, (s) => bench.floor(aisle, clients, s));
    add('direct-sale', 'full sale, the rules called directly', clients, (s) => bench.direct(aisle, 'sale', clients, s));
    if (clients === 16 || clients === AT) {
      add('direct-hold', 'hold, the rules called directly', clients, (s) => bench.direct(aisle, 'hold', clients, s));
      add('raw-hold', 'hold, its statements alone', clients, (s) => bench.direct(aisle, 'raw', clients, s));
    }
    add('sale', 'full sale over HTTP (3 POSTs)', clients, (s) => bench.selling(aisle, 'sale', clients, s));
    add('hold', 'hold over HTTP (1 POST)', clients, (s) => bench.selling(aisle, 'hold', clients, s));
    add('seatmap', 'seat map', clients, (s) => bench.pages(aisle, aisle.maps(), clients, s));
    add('search', 'search', clients, (s) => bench.pages(aisle, aisle.searches(), clients, s, { warm: 1 }));
    add('booking', 'booking page', clients, (s) => bench.pages(aisle, pages, clients, s));
    add('hello', 'hello: engine and nginx alone', clients, (s) => bench.pages(hello, ['/hello'], clients, s));
  };
  each(AT);
  add('seatmap-many', `seat map, of ${MANY} departures`, AT, (s) => bench.pages(aisle, aisle.maps(MANY), AT, s));
  add('seatmap-gzip', 'seat map, compressed', AT, (s) => bench.pages(aisle, aisle.maps(), AT, s, { gzip: true }));
  add('hot', 'hot: one departure of 180 seats at a time, until all are told that it is sold out', AT, () => bench.hot(aisle, AT, hotDepartures));
  add('mix', 'SEATS mix', AT, (s) => bench.selling(aisle, 'seats', AT, s, { search: aisle.searches() }));
  for (const peer of peers) {
    add(`${peer.name}-sale`, `${peer.title}: full sale`, AT, (s) => bench.selling(peer, 'sale', AT, s), { group: peer.name });
    add(`${peer.name}-seatmap`, `${peer.title}: seat map`, AT, (s) => bench.pages(peer, peer.maps(), AT, s), { group: peer.name });
    add(`${peer.name}-seatmap-many`, `${peer.title}: seat map, of ${MANY} departures`, AT, (s) => bench.pages(peer, peer.maps(MANY), AT, s), { group: peer.name });
  }
  for (const clients of OTHERS) each(clients);
  return found;
}

// Clients that have all the time come first, then those with a part of it.
export const secondsOf = (one, seconds) => (one.long ? seconds : Math.max(seconds / 2.5, 0.5));

// Of a comma separated list of keys: those of these names, at these clients ("sale@32").
export function only(found, wanted) {
  if (!wanted) return found;
  const names = wanted.split(',').map((name) => name.trim());
  return found.filter(({ key, clients }) => names.includes(key) || names.includes(`${key}@${clients}`));
}

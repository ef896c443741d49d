// Every page of the site, refusals and notices too: how one gets there, and what it then says. A new page is a line here; pages.test.mjs asks the same of all of them.
import assert from 'node:assert/strict';
import { changeDeparture, newDeparture } from '../../support/flights.mjs';
import { fillSmallest, LARGE, SMALLEST } from '../../support/smallest.mjs';
import { stack, until } from '../../support/stack.mjs';
import * as journey from './journey.mjs';
import { changeTimes, dayAhead, expireHold, openCustomer } from './site.mjs';
import { STAFF_PAGES } from './staff_pages.mjs';

const date = dayAhead(20);
const searchFor = (query) => (page) => page.goto(`/flights?${query}&date=${date}`);

const offer = async (page) => {
  await journey.search(page, { date });
  return journey.choose(page);
};
const aSeatTaken = async (page) => {
  // A script would see in time that it is taken: it waits for its answer.
  await page.route('**/seats', () => {});
  await offer(page);
  const [seat] = await journey.freeSeats(page, 1);
  const faster = await openCustomer(page.context().browser());
  await offer(faster);
  await journey.hold(faster, [seat]);
  await faster.context().close();
  await journey.seatInput(page, seat).check();
  await page.route('**/seats', (route) => route.continue());
  await journey.submit(page, 'hold');
};
const mistakes = async (page) => {
  await journey.toHold(page, { date });
  await journey.typePassengers(page, [{ given: '', surname: '', day: 31, month: 2, year: 1990 }, journey.person('Jun', '')], 'nobody');
  await journey.submit(page, 'passengers');
};
const expired = async (page) => {
  const { hold } = await journey.toHold(page, { date });
  await expireHold(hold);
  await page.reload();
};
const given = async (page) => {
  const { hold } = await journey.toHold(page, { date });
  await journey.submit(page, 'release');
  await page.goto(`/holds/${hold}`);
};
const review = async (page) => {
  await journey.toHold(page, { date });
  await journey.passengers(page, [journey.person('Amélie', 'Durand'), journey.person('Ναταλία', 'Παπαδοπούλου')]);
};
const booking = (page) => journey.toBooking(page, { date });
const found = async (page) => {
  const owner = await openCustomer(page.context().browser());
  const { locator } = await booking(owner);
  await owner.context().close();
  await journey.find(page, locator, 'Durand');
  return locator;
};
const linkOver = async (page) => {
  const owner = await openCustomer(page.context().browser());
  const { locator } = await booking(owner);
  const [[address]] = await stack.sql(`SELECT email FROM booking WHERE locator = '${locator}'`);
  const mail = await stack.mailTo(address, new RegExp(`/${locator}\\?code=`));
  await owner.goto(`/bookings/${locator}/contact`);
  await owner.fill('#email', 'moved@example.org');
  await journey.submit(owner, 'contact');
  await owner.context().close();
  await page.goto(new RegExp(`/bookings/${locator}\\?code=\\S+`).exec(mail.text)[0]);
};
const seats = async (page) => {
  await booking(page);
  await journey.follow(page, page.locator('a[href*="/seats?departure="]').first());
};
const cancel = async (page) => {
  const { locator } = await booking(page);
  await page.goto(`/bookings/${locator}/cancel`);
};
const cancelled = async (page) => {
  await cancel(page);
  await journey.submit(page, 'cancel');
};
let accounts = 0;
const toAccount = async (page, path = '/account') => {
  const email = `customer-${Date.now()}-${accounts++}@example.org`;
  // All of them come from one address, quicker than people do.
  await stack.sql('DELETE FROM throttle');
  await journey.sign(page, '/register', email, 'seven green windows');
  await journey.sign(page, '/sign-in', email, 'seven green windows');
  await page.goto(path);
};
const withTraveller = async (page) => {
  await toAccount(page, '/account/travellers');
  const typed = { given_name: 'Amélie', surname: 'Durand', born_day: '4', born_month: '5', born_year: '1986' };
  for (const [name, value] of Object.entries(typed)) await journey.form(page, 'traveller').locator(`[name="${name}"]`).fill(value);
  await journey.submit(page, 'traveller');
};
// What no form of ours sends: a form made for it, so that the browser goes where it leads.
const post = (path, fields) => async (page) => {
  await page.goto('/');
  await journey.follow(page, {
    click: () => page.evaluate(([to, names]) => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action: to });
      for (const [name, value] of Object.entries(names)) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
      document.body.append(form);
      form.submit();
    }, [path, fields]),
  });
};
// Without a program, for as long as it takes to look.
const without = async (name, look) => {
  stack.expectErrors('"code":"flight-service-down"');
  await stack.control('stop', name);
  try {
    await look();
  } finally {
    await stack.control('start', name);
    await stack.ready();
    await stack.ready(stack.flightsUrl);
  }
};
const nobodyAnswers = (page) => without('booking', () => page.goto('/'));
// A departure of one's own, and its offer: what is done to it is nobody else's matter.
const ownOffer = async (page, adults = 2, wishes = {}) => {
  const departure = await newDeparture(wishes);
  await page.goto(`/offer?departure=${departure.name}&adults=${adults}`);
  return departure;
};
const holdAnything = async (page) => {
  await journey.submit(page, 'hold');
  await journey.expectPage(page, 'hold');
  return journey.facts(page);
};
const ownBooking = async (page, { seats = [], ...wishes } = {}) => {
  const departure = await ownOffer(page, 2, wishes);
  for (const seat of seats) await journey.seatInput(page, seat).check();
  await holdAnything(page);
  await journey.passengers(page, [journey.person('Amélie', 'Durand'), journey.person('Ναταλία', 'Παπαδοπούλου')]);
  return { departure, ...await journey.book(page) };
};
// Until the worker has heard of it.
const changedTo = async (page, departure, changes, marker) => {
  await changeDeparture(departure.name, changes);
  await until('the booking shows what the airline changed', async () => {
    await page.reload();
    return page.locator(marker).count();
  }, 30);
};
const withLostSeats = async (page) => {
  const made = await ownBooking(page, { ...LARGE, seats: ['9C', '9D'] });
  const release = await fillSmallest(made.departure);
  await changedTo(page, made.departure, SMALLEST, '[data-lost]');
  return { ...made, release };
};
const tooMany = async (page) => {
  for (let n = 0; n < 3; n++) {
    await ownOffer(page, 1, { days: 40 + 2 * n });
    await holdAnything(page);
  }
  await ownOffer(page, 1, { days: 50 });
  await journey.submit(page, 'hold');
};
const keptTooLong = async (page) => {
  const departure = await ownOffer(page, 1);
  for (let n = 0; n < 2; n++) {
    await expireHold((await holdAnything(page)).hold, 21);
    await page.goto(`/offer?departure=${departure.name}&adults=1`);
  }
  await journey.submit(page, 'hold');
};
const soldOut = async (page) => {
  const departure = await ownOffer(page, 4);
  const faster = await openCustomer(page.context().browser());
  await faster.goto(`/offer?departure=${departure.name}&adults=9`);
  await holdAnything(faster);
  await faster.context().close();
  await journey.submit(page, 'hold');
};
const onBoardAlready = async (page) => {
  const people = [journey.person('Amélie', 'Durand')];
  const departure = await ownOffer(page, 1);
  for (let n = 0; n < 2; n++) {
    await holdAnything(page);
    await journey.passengers(page, people);
    await journey.submit(page, 'booking');
    if (n === 0) await page.goto(`/offer?departure=${departure.name}&adults=1`);
  }
};
// What is quoted on this page is changed in another window before it is sent.
const staleQuote = async (page) => {
  const { locator } = await ownBooking(page);
  await page.goto(`/bookings/${locator}/cancel`);
  const other = await page.context().newPage();
  await other.goto(`/bookings/${locator}/contact`);
  await other.fill('#phone', '+49 69 1234');
  await journey.submit(other, 'contact');
  await other.close();
  await journey.submit(page, 'cancel');
};

// Name: [data-page, how one gets there, data-problem of a refusal (null: whatever it says)].
export const PAGES = {
  'home': ['home', (page) => page.goto('/')],
  'search results': ['flights', (page) => journey.search(page, { date })],
  'search results there and back': ['flights', searchFor(`origin=LHR&destination=FRA&return=${dayAhead(25)}&adults=2&children=1&infants=1`)],
  'a search that finds nothing': ['flights', searchFor('origin=LHR&destination=KTM')],
  'a search with mistakes': ['flights', (page) => page.goto('/flights?origin=Nowhere&destination=&date=2020-01-01'), 'invalid'],
  'a search too far ahead': ['flights', (page) => page.goto(`/flights?origin=LHR&destination=FRA&date=${dayAhead(900)}&return=${dayAhead(910)}`), 'invalid'],
  'a search in a cabin that is none': ['flights', (page) => page.goto(`/flights?origin=LHR&destination=FRA&date=${date}&cabin=1`), 'invalid'],
  'a search for a city with several airports': ['flights', searchFor('origin=London&destination=FRA'), null],
  'places that are nearly known': ['flights', (page) => page.goto(`/flights?origin=Frankfrut&destination=Londn&date=${date}`), 'invalid'],
  'suggestions for a place': ['home', async (page) => {
    await page.goto('/');
    await page.locator('#origin').pressSequentially('lon');
    await page.locator('#origin-places [role="option"]').first().waitFor();
    await page.keyboard.press('ArrowDown');
  }],
  'a filtered list': ['flights', (page) => page.goto(`/flights?origin=LHR&destination=FRA&date=${date}&return=${dayAhead(25)}&time=morning&seats=free`)],
  'a month': ['flights', (page) => page.goto(`/flights?origin=LHR&destination=FRA&date=${date}&adults=2&view=month`)],
  'months there and back': ['flights', (page) => page.goto(`/flights?origin=LHR&destination=FRA&date=${date}&return=${dayAhead(25)}&view=month`)],
  'seats and price': ['offer', offer],
  'seats of two cabins': ['offer', async (page) => {
    await page.goto(`/flights?origin=FRA&destination=JFK&date=${date}&cabin=J`);
    await journey.choose(page);
  }],
  'seats suggested for a family': ['offer', async (page) => {
    await page.goto(`/flights?origin=LHR&destination=FRA&date=${date}&adults=2&children=1`);
    await journey.choose(page);
    await journey.follow(page, page.locator('a[href*="suggest=1"]').first());
  }],
  'more seats than people': ['offer', async (page) => {
    await offer(page);
    await page.evaluate(() => { for (const seat of [...document.querySelectorAll('[name="seat"][data-state="free"]')].slice(0, 3)) seat.checked = true; });
    await journey.submit(page, 'hold');
  }, 'invalid'],
  'a seat that a family may not have': ['offer', async (page) => {
    await page.goto(`/flights?origin=LHR&destination=FRA&date=${date}&adults=2&children=1`);
    await journey.choose(page);
    await page.evaluate(() => { Object.assign(document.querySelector('[name="seat"][data-state="blocked"]'), { disabled: false, checked: true }); });
    await journey.submit(page, 'hold');
  }, 'invalid'],
  'a seat that has just been taken': ['offer', aSeatTaken, 'seat-taken'],
  'passengers': ['hold', (page) => journey.toHold(page, { date })],
  'passengers with mistakes': ['hold', mistakes, 'invalid'],
  'a hold that is over': ['hold', expired],
  'a hold that ended while names were typed': ['hold', async (page) => {
    const { hold } = await journey.toHold(page, { date });
    await journey.typePassengers(page, [journey.person('Amélie', 'Durand'), { given: '', surname: '', day: 31, month: 2, year: 1990 }]);
    await expireHold(hold);
    await journey.submit(page, 'passengers');
  }, 'invalid'],
  'a hold that was given back': ['hold', given],
  'review': ['review', review],
  'booking': ['booking', booking],
  'booking, found by somebody': ['booking', found],
  'a booking that is not found': ['find', (page) => journey.find(page, 'AAAAAA', 'Nobody'), 'not-found'],
  'cancelling without the link': ['booking', async (page) => page.goto(`/bookings/${await found(page)}/cancel`), 'needs-link'],
  'a link that is over': ['booking-link', linkOver, 'needs-link'],
  'a link that is over, another one mailed': ['booking-link', async (page) => {
    await linkOver(page);
    await journey.submit(page, 'link');
  }, 'needs-link'],
  'change of seats': ['seats', seats],
  'change of seats with none chosen': ['seats', async (page) => {
    await seats(page);
    await page.evaluate(() => { document.querySelector('[name="seat"]:checked').checked = false; });
    await journey.submit(page, 'seat');
  }, 'invalid'],
  'cancelling': ['cancel', cancel],
  'cancelling for one passenger': ['cancel', async (page) => {
    const { locator } = await journey.toBooking(page, { date });
    await page.goto(`/bookings/${locator}/cancel?passenger=2`);
  }],
  'booking, of which a part was cancelled': ['booking', async (page) => {
    const { locator } = await journey.toBooking(page, { date });
    await page.goto(`/bookings/${locator}/cancel?passenger=2`);
    await journey.submit(page, 'cancel');
  }],
  'booking, changed by the airline': ['booking', async (page) => {
    const { locator } = await journey.toBooking(page, { date });
    await changeTimes(locator);
    await page.reload();
  }],
  'booking, whose flight the airline has cancelled': ['booking', async (page) => {
    const { departure } = await ownBooking(page);
    await changedTo(page, departure, { state: 'cancelled' }, '[data-changed]');
  }],
  'booking, whose seats another aircraft has not': ['booking', withLostSeats],
  'change of a seat that is gone': ['seats', async (page) => {
    const { departure, release } = await withLostSeats(page);
    await until('nobody is left to be seated again', async () => (await stack.sql(`SELECT COUNT(*) FROM departure_work w JOIN departure d ON d.id = w.departure_id WHERE d.flight_no = '${departure.flight_no}' AND w.state = 'open'`))[0][0] === '0');
    await release();
    await journey.follow(page, page.locator('.note a[href*="/seats?departure="]').first());
  }],
  'correcting names': ['passengers', async (page) => {
    const { locator } = await journey.toBooking(page, { date });
    await page.goto(`/bookings/${locator}/passengers`);
  }],
  'correcting names with mistakes': ['passengers', async (page) => {
    const { locator } = await journey.toBooking(page, { date });
    await page.goto(`/bookings/${locator}/passengers`);
    await page.fill('#surname-1', 'Somebodyelse');
    await page.fill('#surname-2', '');
    await journey.submit(page, 'names');
  }, 'invalid'],
  'changing the contact': ['contact', async (page) => {
    const { locator } = await journey.toBooking(page, { date });
    await page.goto(`/bookings/${locator}/contact`);
  }],
  'booking, cancelled': ['booking', cancelled],
  'not found': ['notice', (page) => page.goto('/nowhere'), 'not-found'],
  'a page that only takes forms': ['notice', (page) => page.goto('/holds'), 'method'],
  'a departure that is off sale': ['offer', async (page) => {
    const departure = await newDeparture();
    await changeDeparture(departure.name, { state: 'cancelled' });
    await until('it is off sale', async () => {
      await page.goto(`/flights/${departure.name}`);
      return !await journey.form(page, 'hold').count();
    });
  }],
  'an offer that is closed when it is chosen': ['offer', async (page) => {
    const departure = await ownOffer(page);
    assert.equal((await stack.aisle(['sales', 'close', departure.name, '--reason', 'test'])).status, 0);
    await journey.submit(page, 'hold');
  }, 'sales-closed'],
  'a flight that is sold out meanwhile': ['offer', soldOut, 'sold-out'],
  'more holds than one may have': ['offer', tooMany, 'too-many'],
  'seats that were kept too long before': ['offer', keptTooLong, 'too-many'],
  'a hold that ended before it was booked': ['hold', async (page) => {
    await ownOffer(page, 1);
    const { hold } = await holdAnything(page);
    await journey.passengers(page, [journey.person('Amélie', 'Durand')]);
    await expireHold(hold);
    await journey.submit(page, 'booking');
  }, 'hold-expired'],
  'a passenger who is on board already': ['review', onBoardAlready, 'duplicate-passenger'],
  'a quote that is not so any more': ['cancel', staleQuote, 'changed-meanwhile'],
  'search while nobody knows what is flown': ['notice', (page) => without('flights', () => page.goto(`/flights?origin=FRA&destination=JFK&date=${dayAhead(300)}`)), 'flight-service-down'],
  'search from what was known before': ['flights', async (page) => {
    const path = `/flights?origin=LHR&destination=FRA&date=${date}`;
    await page.goto(path);
    // An answer that was asked for just now needs no question for half a minute.
    await without('flights', () => until('the answers are of the cache', async () => {
      await page.goto(path);
      return page.locator('main > .note').count();
    }, 45));
  }],
  'a form without its fields': ['notice', post('/holds', {}), 'bad-request'],
  'register': ['register', (page) => page.goto('/register')],
  'register with mistakes': ['register', (page) => journey.sign(page, '/register', 'nobody', 'short'), 'invalid'],
  'sign in': ['sign-in', (page) => page.goto('/sign-in')],
  'sign in with a wrong password': ['sign-in', (page) => journey.sign(page, '/sign-in', 'nobody@example.org', 'not the right one'), 'invalid'],
  'forgotten password': ['forgot', (page) => page.goto('/forgot')],
  'new password': ['reset', (page) => page.goto('/reset?code=abc')],
  'account': ['account', (page) => toAccount(page)],
  'account, confirming its address': ['confirm', (page) => page.goto('/confirm?code=abc')],
  'account, another address': ['account-email', (page) => toAccount(page, '/account/email')],
  'account, another password with mistakes': ['account-password', async (page) => {
    await toAccount(page, '/account/password');
    await journey.submit(page, 'account-password');
  }, 'invalid'],
  'account, where it is signed in': ['account-sessions', (page) => toAccount(page, '/account/sessions')],
  'account, travellers': ['account-travellers', (page) => withTraveller(page)],
  'account, travellers with mistakes': ['account-travellers', async (page) => {
    await toAccount(page, '/account/travellers');
    await journey.submit(page, 'traveller');
  }, 'invalid'],
  'account, a traveller': ['account-traveller', async (page) => {
    await withTraveller(page);
    await journey.follow(page, page.locator('li[data-traveller] a').first());
  }],
  'account, what is kept': ['account-data', (page) => toAccount(page, '/account/data')],
  'account, its end': ['account-delete', (page) => toAccount(page, '/account/delete')],
  'passengers, for whom saved ones can be filled in': ['hold', async (page) => {
    await withTraveller(page);
    await journey.toHold(page, { date });
    await page.locator('select[name="traveller"]').first().selectOption({ index: 1 });
    await page.locator('input[name="phone"]').fill('+49 69 1234');
    await journey.follow(page, page.locator('button[name="fill"]'));
    assert.equal(await page.locator('input[name="phone"]').inputValue(), '+49 69 1234');
    assert.equal(await page.locator('input[name="surname"]').first().inputValue(), 'Durand');
  }],
  'nginx: no such file': ['problem', (page) => page.goto('/static/nothing.css'), 'not-found'],
  'nginx: too much at once': ['problem', post('/find', { surname: 'x'.repeat(70_000) }), 'too-large'],
  'nginx: no program answers': ['problem', nobodyAnswers, 'unavailable'],
  ...STAFF_PAGES,
};

// The first page of staff: what waits and how it is done, sales and money by day and currency, booking curves, load; and what it says when there is nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { changeDeparture, dayFromToday, newDeparture } from '../support/flights.mjs';
import { book, seatsOf, someone } from '../support/journey.mjs';
import { booked } from '../support/managed.mjs';
import { stack, until } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

let agent, manager;
before(async () => {
  [agent, manager] = [(await staffIn('agent')).browser, (await staffIn('manager')).browser];
  await stack.set({ AISLE_WORKER_FIGURES_SECONDS: '1' }, 'worker');
});
after(() => stack.set({}, 'worker'));
const today = (browser = manager, query = undefined) => browser.get('/admin/', query);
const entries = async (subject) => (await stack.sql(`SELECT action, detail FROM staff_audit WHERE subject = '${subject}' ORDER BY seq`));

test('what is sold shows in a minute: bookings, passengers and money of its currency', async () => {
  const eur = async () => (await today()).each('currency').find(({ currency }) => currency === 'EUR') ?? { bookings: 0, passengers: 0, soldMinor: 0 };
  const [[first]] = await stack.sql('SELECT UTC_DATE()');
  // That day, and the next one if it has begun meanwhile.
  const summedUp = async () => {
    const [[now]] = await stack.sql('SELECT NOW(6)');
    await until('the day is summed up', async () => (await stack.sql(`SELECT COUNT(*) = DATEDIFF(UTC_DATE(), '${first}') + 1 AND MIN(made_at) > '${now}' FROM figure_day WHERE kind = 'sales' AND day >= '${first}'`))[0][0] === '1');
  };
  await book(stack.browser(), await newDeparture());
  await summedUp();
  const was = await eur();
  await book(stack.browser(), await newDeparture(), { people: [someone(), someone()] });
  await summedUp();
  const is = await eur();
  assert.equal(is.bookings - was.bookings, 1);
  assert.equal(is.passengers - was.passengers, 2);
  assert.equal(is.soldMinor - was.soldMinor, 24000);
});

test('each chart has a title, a description, and its figures as a table', async () => {
  await stack.sql('DELETE FROM figure_day');
  const { body } = await until('charts of all kinds', async () => {
    const page = await today();
    return ['bookings', 'money-EUR', 'load', 'curve-1'].every((name) => page.each('chart').some(({ chart }) => chart === name)) && page;
  });
  for (const [, chart] of body.matchAll(/<figure class="chart[^"]*" (data-chart="[^"]*">[\s\S]*?)<\/figure>/g)) {
    const [, name] = /data-chart="([^"]*)"/.exec(chart);
    assert.match(chart, new RegExp(`<title id="${name}-title">[^<]+</title>\\s*<desc id="${name}-desc">[^<]+</desc>`), name);
    const rows = chart.match(/<tr><th scope="row">/g).length;
    assert.equal(rows, name === 'load' ? 17 : name.startsWith('curve') ? 12 : 30, name);
    assert.doesNotMatch(chart, /style=|on\w+=|<script/);
  }
});

test('who may not see figures sees the rest of the page', async () => {
  const page = await today(agent);
  assert.equal(page.status, 200);
  assert.equal(page.each('currency').length, 0);
  assert.doesNotMatch(page.text, /revenue|EUR/i);
  const charts = page.each('chart').map(({ chart }) => chart);
  assert.ok(charts.includes('load') && !charts.some((chart) => /money|bookings/.test(chart)), charts.join());
  assert.match(page.text, /Load factor by week/);
});

test('the days ahead have their seats, sold ones as the worker counted them', async () => {
  const departure = await newDeparture({ days: 3 });
  const day = async () => (await today()).each('day').find(({ day: on }) => on === dayFromToday(3)) ?? {};
  await book(stack.browser(), departure, { seat: seatsOf(departure, '1A') });
  await stack.sql('DELETE FROM figure_day');
  const { sold } = await until('a sold seat', async () => {
    const row = await day();
    return Number(row.sold) > 0 && row;
  });
  const [[counted]] = await stack.sql(`SELECT COUNT(*) FROM seat_claim c JOIN departure d ON d.id = c.departure_id WHERE d.departs_on = '${dayFromToday(3)}' AND c.state = 'sold' AND d.state <> 'cancelled'`);
  assert.equal(sold, counted);
});

test('booking curves are of departures from the day on that is asked for', async () => {
  const departure = await newDeparture({ days: 59 });
  await book(stack.browser(), departure);
  const page = await today(agent, { ahead: 58 });
  assert.match(page.text, new RegExp(departure.name));
  assert.ok(page.each('chart').some(({ chart }) => chart === 'curve-1'));
  assert.equal((await today(agent, { ahead: 'soon' })).status, 200, 'what is no number is none');
  await stack.sql(`UPDATE departure SET state = 'cancelled' WHERE flight_no = '${departure.flight_no}'`);
  assert.doesNotMatch((await today(agent, { ahead: 58 })).text, new RegExp(`Booking curve of ${departure.name}`));
  await stack.sql(`UPDATE departure SET state = 'scheduled' WHERE flight_no = '${departure.flight_no}'`);
});

test('before anything was summed up, and with nothing sold, the page says so', async () => {
  await stack.set({ AISLE_WORKER_FIGURES_SECONDS: '0' }, 'worker');
  try {
    await stack.sql('DELETE FROM figure_day; DELETE FROM sales_day; DELETE FROM load_day; DELETE FROM load_day_lead');
    const page = await today();
    assert.equal(page.status, 200);
    assert.deepEqual(page.each('nothing').map(({ nothing }) => nothing).filter((name) => ['sales', 'load'].includes(name)), ['sales', 'load']);
    assert.match(page.text, /not summed up yet/);
    assert.match(page.text, /Nothing has left in the last four weeks/);
  } finally {
    await stack.set({ AISLE_WORKER_FIGURES_SECONDS: '1' }, 'worker');
  }
  await until('all of it again', async () => (await today()).each('currency').length > 0);
});

// A mail that no server takes; its number.
async function failed() {
  await stack.set({ AISLE_MAIL_SMTP_URL: 'smtp://127.0.0.1:9', AISLE_WORKER_FIGURES_SECONDS: '1' }, 'worker');
  const { locator } = await booked();
  return until('a mail that failed', async () => {
    const [row] = await stack.sql(`SELECT o.id, o.attempts FROM outbox o JOIN booking b ON b.id = o.booking_id WHERE b.locator = '${locator}' AND o.last_error IS NOT NULL`);
    return row && { id: row[0], attempts: row[1], locator };
  });
}
// The one of a list that is looked for, on whichever of its pages.
async function listed(list, name, next, browser = agent) {
  for (let link = { href: '/admin/' }; link;) {
    const page = await browser.get(link.href.replace(/#.*/, ''));
    const row = page.each(list).find((one) => one[list] === name);
    if (row) return row;
    link = page.links.find(({ text }) => text === next);
  }
  return undefined;
}
const waiting = (id, browser) => listed('mail', id, 'The mails after these', browser);
const retry = (id, attempts, browser = agent) => browser.post(`/admin/mails/${id}/retry`, { attempts });

test('a mail that failed waits with the reason, is tried again by a click, once, and is gone when it is sent', async () => {
  const { id, attempts, locator } = await failed();
  const page = await today(agent);
  assert.ok(page.each('mail').some(({ mail }) => mail === id));
  assert.match(page.text, new RegExp(`Confirmation of a booking\\s*${locator}`));
  assert.ok(page.links.some(({ href, text }) => href === `/admin/bookings/${locator}` && text === locator));
  await stack.control('stop', 'worker');
  try {
    for (const times of ['once', 'twice']) assert.equal((await retry(id, attempts)).headers.location, '/admin/?done=mail-retried#mails', times);
    assert.deepEqual(await stack.sql(`SELECT due_at <= NOW(6) FROM outbox WHERE id = ${id}`), [['1']]);
    assert.deepEqual(await entries(`mail/${id}`), [['mail-tried-again', `booking_confirmed of ${locator}`]], 'a second click is no second act');
  } finally {
    await stack.set({ AISLE_WORKER_FIGURES_SECONDS: '1' }, 'worker');
  }
  await until('it is sent', async () => (await stack.sql(`SELECT sent_at IS NOT NULL FROM outbox WHERE id = ${id}`))[0][0] === '1');
  assert.equal(await waiting(id), undefined);
  assertRefused(await retry(id, attempts), 409, 'changed-meanwhile');
});

test('a mail that was tried meanwhile is a page that says so, with the mail as it is now', async () => {
  const { id, attempts } = await failed();
  const stale = Number(attempts) - 1;
  const answer = await retry(id, stale);
  assertRefused(answer, 409, 'changed-meanwhile');
  assert.equal(answer.data.page, 'admin-today');
  assert.equal(answer.each('mail').find(({ mail }) => mail === id).attempts, attempts);
  assert.deepEqual(await entries(`mail/${id}`), []);
  assertRefused(await retry('no-number', attempts), 404, 'not-found');
  assertRefused(await agent.post(`/admin/mails/${id}/retry`, {}), 422, 'invalid', { problemFields: 'attempts.1' });
});

test('all that failed are tried again by one click', async () => {
  const [one, other] = [await failed(), await failed()];
  const page = await today(agent);
  await stack.control('stop', 'worker');
  try {
    assert.equal((await agent.submit(page, 'mails-retry')).status, 303);
    assert.deepEqual(await stack.sql(`SELECT COUNT(*) FROM outbox WHERE id IN (${one.id}, ${other.id}) AND due_at <= NOW(6)`), [['2']]);
    assert.equal((await entries('mails')).at(-1)[0], 'mails-tried-again');
  } finally {
    await stack.set({ AISLE_WORKER_FIGURES_SECONDS: '1' }, 'worker');
  }
  await until('all are sent', async () => (await stack.sql('SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND last_error IS NOT NULL'))[0][0] === '0');
  assert.equal((await today(agent)).each('mail').length, 0);
});

test('of many mails that wait ten are shown with how many there are, and the next ones behind a link', async () => {
  await stack.control('stop', 'worker');
  await stack.sql(`INSERT INTO outbox (kind, recipient, created_at, due_at, attempts, last_error) WITH RECURSIVE n AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM n WHERE n < 25) SELECT 'account_reset', 'many@example.org', NOW(6), '2031-01-01', 1, 'no' FROM n`);
  try {
    const all = (await stack.sql('SELECT id FROM outbox WHERE sent_at IS NULL AND last_error IS NOT NULL ORDER BY due_at, id')).map(([id]) => id);
    let page = await today(agent);
    assert.match(page.text, new RegExp(`could not be sent: ${all.length}\\D`));
    const seen = [];
    for (let link = { href: '/admin/' }; link; link = page.links.find(({ text }) => text === 'The mails after these')) {
      page = await agent.get(link.href.replace(/#.*/, ''));
      assert.ok(page.each('mail').length <= 10);
      seen.push(...page.each('mail').map(({ mail }) => mail));
    }
    assert.deepEqual(seen, all);
    const shown = (one) => one.each('mail').map(({ mail }) => mail);
    const second = await agent.get((await today(agent)).links.find(({ text }) => text === 'The mails after these').href.replace(/#.*/, ''));
    const others = shown(second).slice(1);
    const back = await agent.follow(await agent.submit(second, 'mail-retry'));
    assert.deepEqual(shown(back).slice(0, others.length), others, 'who tries one of a later page again stays there');
    assert.match(back.text, /It is tried again at once/);
    const stale = await agent.submit(second, 'mail-retry', { attempts: 99 });
    assertRefused(stale, 409, 'changed-meanwhile');
    assert.deepEqual(shown(stale).slice(0, others.length), others, 'also where that was refused');
    assert.ok(page.links.some(({ text }) => text === 'The first mails again'));
    for (const query of ['?mails_at=x', '?mails_after=-1', '?changed_after=9', '?mails_at=9999999999999999999']) assert.equal((await agent.get(`/admin/${query}`)).each('mail').length, 10, query);
  } finally {
    await stack.sql("DELETE FROM outbox WHERE recipient = 'many@example.org'");
    await stack.set({ AISLE_WORKER_FIGURES_SECONDS: '1' }, 'worker');
  }
});

test('a departure that was changed waits until its passengers have agreed or cancelled', async () => {
  const { departure, browser, path } = await booked({ people: [someone(), someone()] });
  const changed = () => listed('changed', departure.name, 'The departures after these');
  assert.equal(await changed(), undefined);
  const later = (at) => `${new Date(new Date(`${at.slice(0, 19)}Z`).getTime() + 75 * 60000).toISOString().slice(0, 19)}${at.slice(19)}`;
  await changeDeparture(departure.name, { departs_at: later(departure.departs_at), arrives_at: later(departure.arrives_at) });
  const row = await until('the change', changed);
  assert.deepEqual([row.state, row.bookings, row.passengers], ['retimed', '1', '2']);
  const page = await browser.get(path);
  assert.equal((await browser.submit(page, 'accept')).status, 303);
  assert.equal(await changed(), undefined, 'who agreed is informed');
});

test('what verify finds is told until it is mended', async () => {
  stack.expectErrors('verify.violation');
  const { locator } = await booked();
  const ledger = (change) => stack.sql(`UPDATE ledger SET amount_minor = amount_minor ${change} WHERE booking_id = (SELECT id FROM booking WHERE locator = '${locator}')`);
  const finding = async () => (await today(agent)).each('finding').find(({ finding: check }) => check === 'I6');
  await ledger('+ 1');
  try {
    assert.equal((await stack.aisle(['verify', '--seconds', '30'])).status, 1);
    const { kind, count } = await finding();
    assert.equal(kind, 'wrong');
    assert.ok(count > 0);
    assert.match((await today(agent)).text, new RegExp(locator));
  } finally {
    await ledger('- 1');
  }
  assert.equal((await stack.aisle(['verify'])).status, 0);
  assert.equal(await finding(), undefined);
});

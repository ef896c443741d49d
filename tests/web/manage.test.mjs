// What customers change of a booking themselves: names, contact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRefused, newKey } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { book, someone } from '../support/journey.mjs';
import { stack, until } from '../support/stack.mjs';

async function booked(wishes = {}, departures) {
  const departure = departures ?? (await newDeparture());
  const browser = stack.browser();
  const people = wishes.people ?? [someone()];
  const page = await book(browser, departure, { ...wishes, people });
  return { browser, departure, people, page, path: `/bookings/${page.data.locator}`, locator: page.data.locator };
}
const sql = (text) => stack.sql(text);
const bookingRow = async (locator, columns) => (await sql(`SELECT ${columns} FROM booking WHERE locator = '${locator}'`))[0];

test('a name is corrected: the form has the names, the booking shows the new one, the coupon and the find form know it', async () => {
  const people = [someone(), someone('1980-01-01', { given_name: 'Katherine', surname: 'Jonson' })];
  const { browser, path, locator } = await booked({ people });
  const form = await browser.get(`${path}/passengers`);
  assert.deepEqual([form.status, form.data.page, form.data.version], [200, 'passengers', '1']);
  const fields = form.forms.find(({ name }) => name === 'names').fields;
  assert.deepEqual(fields.filter(([name]) => name === 'surname').map(([, value]) => value), people.map(({ surname }) => surname));
  const answer = await browser.submit(form, 'names', { surname: [people[0].surname, 'Johnson'] });
  assert.equal(`${answer.status} ${answer.headers.location}`, `303 ${path}`);
  const page = await browser.follow(answer);
  assert.equal(page.data.version, '2');
  assert.match(page.text, /Katherine Johnson/);
  assert.deepEqual(await sql(`SELECT COUNT(*) FROM coupon c JOIN booking b ON b.id = c.booking_id WHERE b.locator = '${locator}' AND c.identity = 'katherine/johnson'`), [['1']]);
  assert.equal((await stack.browser().post('/find', { locator, surname: 'JOHNSON' })).status, 303);
  assertRefused(await stack.browser().post('/find', { locator, surname: 'Jonson' }), 404, 'not-found');
  assert.match((await browser.get(`${path}/passengers`)).text, /Booked as Katherine Jonson/);
});

test('the same click again gives its answer, with other names 422 key-reused; a form of an old page is 409 and keeps what was typed', async () => {
  const { browser, path, people } = await booked();
  const [one, two] = [await browser.get(`${path}/passengers`), await browser.get(`${path}/passengers`)];
  const [{ surname }] = people;
  const first = await browser.submit(one, 'names', { surname: `${surname}a` });
  const again = await browser.submit(one, 'names', { surname: `${surname}a` });
  assert.equal(`${again.status} ${again.headers.location}`, `${first.status} ${first.headers.location}`);
  assertRefused(await browser.submit(one, 'names', { surname: `${surname}b` }), 422, 'key-reused');
  const stale = await browser.submit(two, 'names', { surname: `${surname}c` });
  assertRefused(stale, 409, 'changed-meanwhile');
  assert.deepEqual([stale.data.page, stale.data.version], ['passengers', '2']);
  assert.ok(stale.body.includes(`value="${surname}c"`), 'what was typed is there');
  assert.equal((await browser.submit(stale, 'names')).status, 303, 'the form shown again works');
  assert.equal((await browser.get(path)).data.version, '3');
});

test('what is no spelling correction is 422 beside its name; after three corrections there is no form any more', async () => {
  const { browser, path, locator } = await booked({ people: [someone('1980-01-01', { given_name: 'Sofie', surname: 'Germain' })] });
  const form = await browser.get(`${path}/passengers`);
  for (const [change, fields] of [[{ given_name: 'Maria' }, 'given_name.1'], [{ surname: 'Lagrange' }, 'surname.1'], [{ given_name: '', surname: '' }, 'given_name.1 surname.1'], [{ version: 'x' }, 'version.1'], [{ surname: ['Germain', 'Other'], given_name: ['Sofie', 'One'] }, 'surname.1']]) {
    const refused = await browser.submit(form, 'names', change);
    assertRefused(refused, 422, 'invalid', { problemFields: fields });
    assert.equal(refused.data.page, 'passengers');
  }
  assert.match((await browser.submit(form, 'names', { surname: 'Lagrange' })).text, /more than a spelling correction/);
  for (const given_name of ['Sophie', 'Sofia', 'Sofie']) assert.equal((await browser.submit(await browser.get(`${path}/passengers`), 'names', { given_name })).status, 303);
  const last = await browser.get(`${path}/passengers`);
  assert.equal(last.forms.some(({ name }) => name === 'names'), false);
  assertRefused(await browser.post(`${path}/passengers`, { version: 4, given_name: 'Sophie', surname: 'Germain', key: newKey() }), 422, 'invalid');
  assert.deepEqual(await bookingRow(locator, 'version, name_corrections'), ['4', '3']);
});

test('a name that would be somebody who is on the flight already is 409 duplicate-passenger', async () => {
  const departure = await newDeparture();
  const { browser, path } = await booked({ people: [someone('1971-02-03', { given_name: 'Carl', surname: 'Jacoby' })] }, departure);
  await booked({ people: [someone('1971-02-03', { given_name: 'Carl', surname: 'Jacobi' })] }, departure);
  const refused = await browser.submit(await browser.get(`${path}/passengers`), 'names', { surname: 'Jacobi' });
  assertRefused(refused, 409, 'duplicate-passenger', { problemDeparture: departure.name });
  assert.equal(refused.data.page, 'passengers');
  assert.equal((await browser.get(path)).data.version, '1');
});

test('contact: changed, shown, and both the old and the new address are told', async () => {
  const old = `old${Date.now()}@example.org`;
  const wanted = `new${Date.now()}@example.org`;
  const { browser, path, locator } = await booked({ contact: { email: old } });
  const form = await browser.get(`${path}/contact`);
  assert.deepEqual([form.status, form.data.page, form.data.version], [200, 'contact', '1']);
  const page = await browser.follow(await browser.submit(form, 'contact', { email: wanted, phone: '+351 21 1' }));
  assert.equal(page.data.version, '2');
  assert.ok(page.text.includes(wanted) && page.text.includes('+351 21 1') && !page.text.includes(old));
  const [toOld, toNew] = [await stack.mailTo(old, /another address/), await stack.mailTo(wanted, /was changed/)];
  assert.ok(toOld.text.includes(locator) && toNew.text.includes(locator));
  assert.ok(!toOld.text.includes(wanted), 'the old address does not learn the new one');
  assert.deepEqual(await bookingRow(locator, 'email, phone, version'), [wanted, '+351 21 1', '2']);
  const same = await browser.submit(await browser.get(`${path}/contact`), 'contact');
  assert.equal(same.status, 303);
  assert.equal((await browser.get(path)).data.version, '2', 'nothing different is no change');
});

test('contact: mistakes are 422, an old page 409 with what was typed, the same click its answer', async () => {
  const { browser, path } = await booked();
  const [one, two] = [await browser.get(`${path}/contact`), await browser.get(`${path}/contact`)];
  for (const [change, fields] of [[{ email: '' }, 'email.1'], [{ email: 'nobody' }, 'email.1'], [{ phone: '1'.repeat(41) }, 'phone.1'], [{ version: '' }, 'version.1']]) {
    const refused = await browser.submit(one, 'contact', change);
    assertRefused(refused, 422, 'invalid', { problemFields: fields });
    assert.equal(refused.data.page, 'contact');
  }
  assert.equal((await browser.submit(one, 'contact', { phone: '1' })).status, 303);
  assert.equal((await browser.submit(one, 'contact', { phone: '1' })).status, 303);
  assertRefused(await browser.submit(one, 'contact', { phone: '2' }), 422, 'key-reused');
  const stale = await browser.submit(two, 'contact', { phone: '3' });
  assertRefused(stale, 409, 'changed-meanwhile');
  assert.ok(stale.body.includes('value="3"'));
  assert.equal((await browser.submit(stale, 'contact')).status, 303);
});

const EDITS = [
  ['passengers', 'names', { given_name: 'X', surname: 'Y' }],
  ['contact', 'contact', { email: 'x@example.org', phone: '' }],
];

test('who only found the booking gets 403 needs-link, a stranger 404 as for a booking that is none', async () => {
  const { locator, people, path } = await booked();
  const finder = stack.browser();
  await finder.follow(await finder.post('/find', { locator, surname: people[0].surname }));
  const stranger = stack.browser();
  for (const [rest, , fields] of EDITS) {
    const sent = { version: 1, key: newKey(), ...fields };
    assertRefused(await finder.get(`${path}/${rest}`), 403, 'needs-link');
    assertRefused(await finder.post(`${path}/${rest}`, sent), 403, 'needs-link');
    assertRefused(await finder.post(`${path}/${rest}`, { ...sent, version: 'x' }), 403, 'needs-link');
    const [theirs, nobodys] = [await stranger.get(`${path}/${rest}`), await stranger.get(`/bookings/ZZZZZ9/${rest}`)];
    for (const answer of [theirs, nobodys, await stranger.post(`${path}/${rest}`, sent), await stranger.post(`/bookings/ZZZZZ9/${rest}`, sent)]) assertRefused(answer, 404, 'not-found');
    assert.equal(theirs.text, nobodys.text);
  }
  assert.deepEqual(await bookingRow(locator, 'version'), ['1']);
});

test('a cancelled booking leads back to itself', async () => {
  const { browser, path } = await booked();
  const forms = await Promise.all(EDITS.map(([rest]) => browser.get(`${path}/${rest}`)));
  await browser.submit(await browser.get(`${path}/cancel`), 'cancel');
  for (const [n, [rest, name]] of EDITS.entries()) {
    assert.equal((await browser.get(`${path}/${rest}`)).headers.location, path);
    const changes = name === 'contact' ? { phone: '7' } : {};
    const answer = await browser.submit(forms[n], name, changes);
    assert.ok(answer.status === 303 || answer.status === 409, String(answer.status));
  }
  assert.equal((await browser.get(path)).data.version, '2');
});

test('at the end all invariants hold', async () => {
  await until('verify finds nothing', async () => (await stack.aisle(['verify'])).status === 0, 30);
});

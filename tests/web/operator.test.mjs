// What the operator says of himself: where customers reach him, and by whose clocks times are told that belong to no airport.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { signedIn } from '../support/accounts.mjs';
import { ask } from '../support/browser.mjs';
import { booked } from '../support/managed.mjs';
import { stack } from '../support/stack.mjs';

after(() => stack.set({}, 'booking', 'worker'));

const linksOf = (page) => page.links.filter(({ href }) => /^(mailto|tel|https):/.test(href)).map(({ href, text }) => [href, text]);

test('without a contact pages and mails do not ask to write', async () => {
  const email = `silent${Date.now()}@example.org`;
  const { page } = await booked({ contact: { email } });
  assert.deepEqual(linksOf(page), []);
  assert.doesNotMatch(page.body, /You reach us/);
  assert.doesNotMatch((await stack.mailTo(email, /confirmed/)).text, /reach us/);
});

test('an address, a number or a page is a link at the foot of every page, and in mails', async () => {
  for (const [contact, href, words = contact] of [['service@aisle.example', 'mailto:service@aisle.example'], ['+49 69 (0) 12-34', 'tel:+496901234'], ['https://aisle.example/help/', 'https://aisle.example/help/', 'aisle.example/help']]) {
    await stack.set({ AISLE_SITE_CONTACT: contact }, 'booking', 'worker');
    assert.deepEqual(linksOf(await stack.browser().get('/')), [[href, words]]);
  }
  const email = `told${Date.now()}@example.org`;
  await booked({ contact: { email } });
  const mail = await stack.mailTo(email, /confirmed/);
  assert.match(mail.text, /You reach us at https:\/\/aisle\.example\/help\/\./);
  assert.match(mail.html, /You reach us at https:\/\/aisle\.example\/help\/\./);
});

test('who cannot correct a name online is told where to write', async () => {
  await stack.set({ AISLE_SITE_CONTACT: 'service@aisle.example', AISLE_CORRECT_NAMES: '0' }, 'booking');
  const { browser, path } = await booked();
  const page = await browser.get(`${path}/passengers`);
  assert.match(page.text, /cannot be corrected here\. You reach us at service@aisle\.example\. Please give the booking code and the name as the passport has it\./);
});

test('the number of an error stands beside the contact', async () => {
  stack.expectErrors('"code":"flight-service-down"');
  await stack.set({ AISLE_SITE_CONTACT: '+49 69 1234', AISLE_FLIGHT_SERVICE_URL: 'http://127.0.0.1:9' }, 'booking');
  const page = await stack.browser().get('/flights/QZ7/2031-06-06');
  assert.equal(page.status, 503);
  assert.match(page.text, /You reach us at \+49 69 1234\. Please give the number [0-9a-f]+/);
  await stack.set({ AISLE_FLIGHT_SERVICE_URL: 'http://127.0.0.1:9' }, 'booking');
  assert.match((await stack.browser().get('/flights/QZ7/2031-06-06')).text, /This happened under the number [0-9a-f]+/);
});

test("nginx's own pages give the number, in the language of who asks, and have the operator's logo by its style sheet", async () => {
  await stack.set({}, 'booking');
  const english = await ask(`${stack.url}/static/none.css`);
  assert.match(english.body, /This happened under the number <span class="seat-no">[0-9a-f]{32}<\/span>/);
  assert.match((await ask(`${stack.url}/static/none.css`, { headers: { 'Accept-Language': 'de' } })).body, /Das geschah unter der Nummer/);
  assert.match(english.body, /<a class="brand plain" href="\/"><svg class="mark"/);
});

test('times of no airport are by the clocks of the operator, or UTC, which is explained', async () => {
  await stack.set({ AISLE_SITE_TIME_ZONE: 'America/New_York' }, 'booking');
  const { browser, email } = await signedIn();
  // When it was signed in: as the page writes it, and by the clocks of a zone.
  const written = (page) => page.each('session')[0].inside.find(({ tag }) => tag === 'time');
  const moment = (page, zone) => new RegExp(`\\b${new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date(written(page).attributes.datetime))}\\b`);
  const page = await browser.get('/account/sessions');
  assert.match(page.text, /Times here are by the clocks of New York\./);
  assert.match(written(page).text, moment(page, 'America/New_York'));
  let refused;
  for (let n = 0; n < 12 && refused?.status !== 429; n++) refused = await stack.browser().post('/sign-in', { email, password: 'not the right one' });
  assert.equal(refused.status, 429);
  assert.match(refused.text, /You can try again in (less than a minute|\d+ minutes?, at \d\d:\d\d New York time)\./);
  await stack.set({}, 'booking');
  const plain = await browser.get('/account/sessions');
  assert.match(plain.text, /Times here are UTC, which is London's time in winter\./);
  assert.match(written(plain).text, moment(plain, 'UTC'));
});

test('nonsense keeps the programs from starting, and the doctor says so', async () => {
  for (const [settings, words] of [
    [{ AISLE_SITE_CONTACT: 'somewhere' }, /\[site\] contact must be an e-mail address/],
    [{ AISLE_SITE_CONTACT: 'javascript:alert(1)' }, /\[site\] contact must be/],
    [{ AISLE_SITE_CONTACT: '1234' }, /\[site\] contact must be/],
    [{ AISLE_SITE_CONTACT: 'https://' }, /\[site\] contact must be/],
    [{ AISLE_SITE_TIME_ZONE: 'Atlantis' }, /\[site\] time_zone must be a zone of this machine/],
    [{ AISLE_SITE_TIME_ZONE: '../etc/passwd' }, /\[site\] time_zone must be/],
  ]) {
    const doctor = await stack.aisle(['doctor'], settings);
    assert.deepEqual([doctor.status, words.test(doctor.stdout)], [1, true], doctor.stdout);
    const env = { ...process.env, AISLE_CONFIG: stack.env.AISLE_CONFIG, AISLE_BOOKING_LISTEN: join(stack.folder, 'run/other.sock'), ...settings };
    const { status, stderr } = await new Promise((resolve) => {
      execFile(join(dirname(stack.env.AISLE), 'booking.fcgi'), { env, timeout: 20_000 }, (error, _, text) => resolve({ status: error?.code, stderr: text }));
    });
    assert.deepEqual([status > 0, words.test(stderr)], [true, true], stderr);
  }
});

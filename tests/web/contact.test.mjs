// How a customer is reached, changed afterwards.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { booked, bookingRow } from '../support/managed.mjs';
import { stack } from '../support/stack.mjs';

test('contact: changed, shown, and both the old and the new address are told', async () => {
  const old = `old${Date.now()}@example.org`;
  const wanted = `new${Date.now()}@example.org`;
  const { browser, path, locator } = await booked({ contact: { email: old } });
  const form = await browser.get(`${path}/contact`);
  assert.deepEqual([form.status, form.data.page, form.data.version], [200, 'contact', '1']);
  const page = await browser.follow(await browser.submit(form, 'contact', { email: wanted, phone: '+351 21 1' }));
  assert.equal(page.data.version, '2');
  assert.ok(page.text.includes(wanted) && page.text.includes('+351 21 1') && !page.text.includes(old));
  const [toOld, toNew] = [await stack.mailTo(old, /another e-mail address/), await stack.mailTo(wanted, /was changed/)];
  assert.ok(toOld.text.includes(locator) && toNew.text.includes(locator));
  assert.ok(!toOld.text.includes(wanted), 'the old address does not learn the new one');
  const link = new URL(/https?:\S+code=\S+/.exec(toNew.text)[0]);
  const elsewhere = stack.browser();
  await elsewhere.follow(await elsewhere.get(`${link.pathname}${link.search}`));
  assert.equal((await elsewhere.get(`${path}/contact`)).status, 200, 'the link in the mail gives the right to change it');
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

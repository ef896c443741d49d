// Who may what under /admin/: every role and nobody, on every route of the program, with things that are there and things that are not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { newKey } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { book } from '../support/journey.mjs';
import { ROOT, stack } from '../support/stack.mjs';
import { ROLES, staffIn } from '../support/staff.mjs';

const routes = [...readFileSync(join(ROOT, 'cgi-bin/admin.c'), 'utf8').matchAll(/\{\s*METHOD_(GET|POST),\s*"([^"]+)"/g)].map(([, method, path]) => `${method} ${path}`);
const table = Object.fromEntries([...readFileSync(join(ROOT, 'docs/staff.md'), 'utf8').matchAll(/^\|[^|]*\| `((?:GET|POST) [^`]+)` \| (\w+) \| (\w+) \| (\w+) \| (\w+) \|$/gm)]
  .map(([, route, ...says]) => [route, Object.fromEntries(ROLES.map((role, i) => [role, says[i] === 'yes']))]));
// Who is signed in already, or nobody yet, may use these.
const OPEN = ['GET /admin/sign-in', 'POST /admin/sign-in', 'GET /admin/sign-in/code', 'POST /admin/sign-in/code', 'POST /admin/sign-out'];

let people, departure, locator, sale;
before(async () => {
  people = Object.fromEntries(await Promise.all(ROLES.map(async (role) => [role, await staffIn(role)])));
  departure = await newDeparture();
  locator = (await book(stack.browser(), departure)).data.locator;
  sale = (await people.agent.browser.post('/admin/sales', { departure: departure.name, fare: departure.fares[0].basis, adults: 1, children: 0, infants: 0, seats: '', key: newKey() })).headers.location.split('/').at(-1);
});

// A route with what is there in the place of {}, somebody's own or another's, or with what is not.
function pathOf(route, { name } = {}, there = true) {
  let path = route.split(' ')[1];
  if (path.includes('departures/{}')) path = path.replace('{}/{}', there ? departure.name : 'ZZ999/2026-12-01');
  if (path.includes('bookings/{}')) path = path.replace('{}', there ? locator : 'ZZZZZZ').replace('{}', '1');
  if (path.includes('sales/{}')) path = path.replace('{}', there ? sale : 'no.such.one');
  return path.replace('{}', there ? name ?? 'demo' : 'no.such.one');
}
const ask = (browser, route, path) => (route.startsWith('GET') ? browser.get(path) : browser.post(path, {}));
const problem = ({ status, data, headers }) => `${status} ${data.problem ?? headers.location ?? ''}`.trim();

test('the document has every route of the program, and no other', () => {
  assert.ok(routes.length > 20);
  assert.deepEqual(Object.keys(table).sort(), routes.toSorted());
});

test('who is signed out gets nowhere: looking leads to the sign-in, sending is refused', async () => {
  for (const route of routes.filter((one) => !OPEN.includes(one))) {
    for (const there of [true, false]) {
      const path = pathOf(route, {}, there);
      const answer = await ask(stack.browser(), route, path);
      assert.equal(problem(answer), route.startsWith('GET') ? `303 /admin/sign-in?next=${encodeURIComponent(path)}` : '401 unauthenticated', `${route}, ${there ? 'there' : 'absent'}`);
    }
  }
});

for (const role of ROLES) {
  test(`${role}: what the document says no to is refused before anything is looked at`, async () => {
    for (const route of routes.filter((one) => !table[one][role])) {
      for (const path of [pathOf(route, people[role]), pathOf(route, people.gate), pathOf(route, {}, false)]) {
        assert.equal(problem(await ask(people[role].browser, route, path)), '403 forbidden', `${route} as ${path}`);
      }
    }
  });

  test(`${role}: what it says yes to is shown, and what is not there is not found`, async () => {
    const { browser } = people[role];
    for (const route of routes.filter((one) => table[one][role] && one.startsWith('GET'))) {
      const answer = await browser.get(pathOf(route, people.agent));
      assert.ok(answer.status === 200 || (['GET /admin', 'GET /admin/sign-in/code'].includes(route) && answer.status === 303), `${route}: ${problem(answer)}`);
      if (route.includes('{}')) assert.equal(problem(await browser.get(pathOf(route, {}, false))), '404 not-found', route);
    }
    for (const route of routes.filter((one) => table[one][role] && one.startsWith('POST') && !OPEN.includes(one))) {
      const absent = await browser.post(pathOf(route, {}, false), {});
      // A form that counts once cannot be read without its key.
      const isKeyed = route.includes('/bookings/') || ['POST /admin/sales', 'POST /admin/departures/new'].includes(route);
      const wanted = isKeyed || route.includes('/departures/{}') ? '400 bad-request' : /\/(team|sales)\/\{\}/.test(route) ? '404 not-found' : route.includes('/end') ? '303 /admin/account?done=ended' : '422 invalid';
      assert.equal(problem(absent), wanted, route);
      if (isKeyed) assert.equal(problem(await browser.post(pathOf(route, {}, false), { key: newKey() })), route.includes('{}') ? '404 not-found' : '422 invalid', route);
    }
  });
}

test('a role that is taken away is gone at the next click', async () => {
  const one = await staffIn('admin');
  const page = await people.admin.browser.get(`/admin/team/${one.name}`);
  assert.equal((await one.browser.get('/admin/team')).status, 200);
  assert.equal((await people.admin.browser.submit(page, 'staff-role', { role: 'agent', current: people.admin.password })).status, 303);
  assert.equal(problem(await one.browser.get('/admin/team')), '403 forbidden');
});

test('one ends one\'s own sessions alone', async () => {
  const [mine, other] = [await staffIn('agent'), await staffIn('agent')];
  const again = stack.browser();
  await again.submit(await again.get('/admin/sign-in'), 'sign-in', other);
  const ref = /sessions\/([\w-]+)\/end/.exec((await other.browser.get('/admin/account')).body)[1];
  assert.equal((await mine.browser.post(`/admin/account/sessions/${ref}/end`, {})).status, 303);
  assert.equal((await again.get('/admin/account')).status, 200, 'somebody else\'s goes on');
});

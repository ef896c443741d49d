// Behind a proxy that ends TLS: browsers are on https, whatever the proxy speaks to nginx.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertRefused } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { stack, until } from '../support/stack.mjs';

const path = join(stack.folder, 'nginx/nginx.conf');
const usual = readFileSync(path, 'utf8');

async function serveWith(conf) {
  writeFileSync(path, conf);
  const old = stack.children('nginx');
  process.kill(stack.pid('nginx'), 'SIGHUP');
  await until('nginx has new processes', () => !stack.children('nginx').some((pid) => old.includes(pid)), 30);
}

before(async () => {
  const conf = usual.replace(/(map "" \$browser_scheme \{\s*default )\$scheme;/, '$1https;');
  assert.notEqual(conf, usual, 'nginx.conf has a place to say so');
  await serveWith(conf);
});
after(() => serveWith(usual));

const departure = await newDeparture();

test('cookies are Secure and of this host alone, and browsers are told to stay on TLS', async () => {
  const browser = stack.browser();
  const page = await browser.get('/offer', { departure: departure.name, adults: 1 });
  assert.equal(page.status, 200);
  const cookies = page.headers['set-cookie'];
  assert.ok(cookies.length > 0, 'a page with a form gives the browser its cookie');
  for (const cookie of cookies) assert.match(cookie, /^__Host-[^;]+;.*; Secure\b/);
  for (const at of ['/', '/static/robots.txt', '/nowhere']) {
    assert.match((await browser.get(at)).headers['strict-transport-security'] ?? '', /^max-age=\d{7,}/, at);
  }
});

test('a browser that names its https page as the origin is of this site, and one that names http is not', async () => {
  const browser = stack.browser();
  const page = await browser.get('/offer', { departure: departure.name, adults: 1 });
  const fields = page.forms.find(({ name }) => name === 'hold').fields;
  const { host } = new URL(stack.url);
  const post = (origin) => browser.send('POST', '/holds', {
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin }, body: new URLSearchParams(fields).toString(),
  });
  assertRefused(await post(`http://${host}`), 403, 'cross-site');
  assert.equal((await post(`https://${host}`)).status, 303);
});

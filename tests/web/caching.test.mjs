// What need not be asked for again: static files by names that say what is in them, the seats of a departure for a second; and what is compressed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { ask } from '../support/browser.mjs';
import { newDeparture } from '../support/flights.mjs';
import { hold, seatsOf } from '../support/journey.mjs';
import { ROOT, stack, until } from '../support/stack.mjs';

const YEAR = 'public, max-age=31536000, immutable';
const HASHED = /^\/static\/[a-z-]+\.([0-9a-f]{16})\.[a-z]+$/;
// All but the page's own addresses, and the operator's colours on pages of nginx, which cannot know their present name.
const headUrls = ({ body }) => [...body.slice(0, body.indexOf('</head>')).matchAll(/<(?:link|script)\b[^>]*\b(?:href|src)="([^"]*)"/g)]
  .filter(([whole]) => !/rel="(?:canonical|alternate)"|href="\/brand\/site\.css"/.test(whole)).map(([, url]) => url);
const zipped = { 'Accept-Encoding': 'gzip' };

test("every file in a page's head has a name that says what is in it, and is kept for a year; so has every file that those name", async () => {
  for (const page of [await stack.browser().get('/'), await stack.browser().get('/nowhere'), await ask(`${stack.url}/static/none.css`)]) {
    const urls = headUrls(page);
    assert.ok(urls.some((url) => url.endsWith('.css')), page.at);
    for (let url; (url = urls.pop()); ) {
      const [, hash] = HASHED.exec(url) ?? assert.fail(`${url} has no hash`);
      const file = await ask(stack.url + url);
      assert.equal(file.status, 200, url);
      assert.equal(createHash('sha256').update(file.bytes).digest('hex').slice(0, 16), hash, url);
      assert.equal(file.headers['cache-control'], YEAR, url);
      assert.match(file.headers['content-security-policy'], /default-src 'none'/, url);
      if (url.endsWith('.css')) urls.push(...[...file.body.matchAll(/url\(([^)]*)\)/g)].map(([, inner]) => inner));
    }
  }
});

test('the scripts of all pages are files with such names, and together no more than 8 KB compressed', async () => {
  const departure = await newDeparture();
  const pages = [await stack.browser().get('/offer', { departure: departure.name }), await hold(stack.browser(), departure)];
  const urls = new Set(pages.flatMap(({ all }) => all.filter(({ tag }) => tag === 'script').map(({ attributes }) => attributes.src)));
  assert.equal(urls.size, 3, 'one of both pages, and each its own');
  for (const url of urls) {
    assert.match(url, HASHED);
    const file = await ask(stack.url + url, { headers: zipped });
    assert.deepEqual([file.status, file.headers['content-encoding'], file.headers['content-type'].split(';')[0]], [200, 'gzip', 'application/javascript'], url);
  }
  const sizes = readdirSync(join(ROOT, 'build/public/static')).filter((name) => name.endsWith('.js.gz')).map((name) => statSync(join(ROOT, 'build/public/static', name)).size);
  assert.ok(sizes.length >= 3 && sizes.reduce((sum, size) => sum + size, 0) <= 8192, String(sizes));
});

test('a plain name still answers, and is soon asked for again; what there is not is not kept', async () => {
  const plain = await ask(`${stack.url}/static/site.css`);
  assert.deepEqual([plain.status, plain.headers['cache-control']], [200, 'max-age=300']);
  for (const name of ['site.0123456789abcdef.css', 'none.css', '.hidden', '%2e%2e/problems/page.html']) {
    const answer = await ask(`${stack.url}/static/${name}`);
    assert.deepEqual([answer.status, answer.headers['cache-control']], [404, 'no-store'], name);
  }
});

test('a file that changes gets another name, in the pages too; the others keep theirs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aisle-public-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(ROOT, 'static'), join(folder, 'static'), { recursive: true });
  cpSync(join(ROOT, 'deploy/nginx/problems'), join(folder, 'deploy/nginx/problems'), { recursive: true });
  const make = () => {
    execFileSync(join(ROOT, 'deploy/make-public'), ['public', 'gen/names.h'], { cwd: folder });
    const files = readdirSync(join(folder, 'public/static'));
    const names = readFileSync(join(folder, 'gen/names.h'), 'utf8');
    const of = (stem) => /"([^"]*)"/.exec(names.split('\n').find((line) => line.startsWith(`#define STATIC_${stem} `)))[1];
    for (const stem of ['SITE_CSS', 'WINDOWS_SVG', 'FAVICON_SVG']) assert.ok(files.includes(of(stem).split('/').at(-1)), stem);
    assert.ok(readFileSync(join(folder, 'public/problems/page.html'), 'utf8').includes(of('SITE_CSS')));
    return [of('SITE_CSS'), of('WINDOWS_SVG'), of('FAVICON_SVG')];
  };
  const [css, windows, icon] = make();
  assert.deepEqual(make(), [css, windows, icon], 'the same files have the same names');
  appendFileSync(join(folder, 'static/site.css'), 'main { color: red }\n');
  const [css2, windows2, icon2] = make();
  assert.notEqual(css2, css);
  assert.deepEqual([windows2, icon2], [windows, icon]);
  appendFileSync(join(folder, 'static/windows.svg'), '\n');
  const [css3, windows3] = make();
  assert.notEqual(windows3, windows);
  assert.notEqual(css3, css2, 'the stylesheet names the image');
});

test('text goes out compressed to those who take it, pages as well as files', async () => {
  const [css] = headUrls(await stack.browser().get('/'));
  for (const path of ['/', css, '/static/site.css']) {
    const small = await ask(stack.url + path, { headers: zipped });
    const large = await ask(stack.url + path);
    assert.equal(small.headers['content-encoding'], 'gzip', path);
    assert.equal(large.headers['content-encoding'], undefined, path);
    for (const { headers } of [small, large]) assert.match(headers.vary, /Accept-Encoding/i, path);
    assert.ok(small.bytes.length < large.bytes.length / 2, path);
    if (path !== '/') assert.deepEqual(gunzipSync(small.bytes), large.bytes, path);
  }
});

test('a page that refuses is compressed too, whatever its status', async () => {
  const refused = (headers) => ask(`${stack.url}/flights?origin=nowhere`, { headers });
  const small = await refused(zipped);
  const large = await refused({});
  assert.deepEqual([small.status, small.headers['content-encoding'], large.headers['content-encoding']], [422, 'gzip', undefined]);
  for (const { headers } of [small, large]) assert.match(headers.vary, /Accept-Encoding/i);
  assert.deepEqual(gunzipSync(small.bytes), large.bytes);
  assert.equal((await refused({ 'Accept-Encoding': 'br, gzip;q=0' })).headers['content-encoding'], undefined);
});

const asked = async () => Number(/route="\/flights\/\{\}\/\{\}\/seats",status="2xx"\} (\d+)/.exec((await ask(`${stack.url}/metrics`)).body)?.[1] ?? 0);
const taken = async (path, headers) => JSON.parse((await ask(stack.url + path, { headers })).body).taken;

test('many who ask for the seats in a second are one question to the program', async () => {
  const path = `/flights/${(await newDeparture()).name}/seats`;
  const before = await asked();
  const start = Date.now();
  for (let i = 0; i < 20; i++) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(stack.url + path)));
    for (const { status, headers, body } of answers) {
      assert.deepEqual([status, headers['cache-control'], headers['set-cookie']], [200, 'public, max-age=1', undefined]);
      assert.equal(body, answers[0].body);
    }
    const ids = new Set(answers.map(({ headers }) => headers['x-request-id']));
    assert.equal(ids.size, answers.length, 'each answer has its own request id');
  }
  const seconds = Math.floor(Date.now() / 1000) - Math.floor(start / 1000) + 1;
  const questions = (await asked()) - before;
  // In a slow second those who waited for the first answer in vain ask for themselves.
  assert.ok(questions >= 1 && questions <= 20 * seconds && questions < 200, `${questions} questions for 400 answers in ${seconds} s`);
});

test('a seat that was taken shows within two seconds to whoever keeps asking, with another tag; its cookie makes no difference', async () => {
  const departure = await newDeparture();
  const path = `/flights/${departure.name}/seats`;
  const first = await ask(stack.url + path);
  assert.equal((await ask(stack.url + path, { headers: { 'If-None-Match': first.headers.etag } })).status, 304);
  const browser = stack.browser();
  await hold(browser, departure, { seat: seatsOf(departure, '2B') });
  const since = Date.now();
  let last = JSON.parse(first.body).revision;
  await until('the seat is taken for all', async () => {
    const askedAt = Date.now();
    const { status, body, headers } = await ask(stack.url + path, { headers: { 'If-None-Match': first.headers.etag } });
    if (status === 304) {
      assert.ok(askedAt - since < 2000, `nothing new ${askedAt - since} ms later`);
      return false;
    }
    const now = JSON.parse(body);
    assert.ok(now.revision > last);
    last = now.revision;
    assert.notEqual(headers.etag, first.headers.etag);
    return now.taken.join() === '2B';
  });
  assert.deepEqual(await taken(path, { Cookie: [...browser.cookies].map((pair) => pair.join('=')).join('; ') }), ['2B']);
});

test('no other page is kept: the seat map itself shows at once what was taken', async () => {
  const departure = await newDeparture();
  for (const seat of ['1A', '1B', '1C']) {
    await hold(stack.browser(), departure, { seat: seatsOf(departure, seat) });
    const page = await stack.browser().get(`/flights/${departure.name}`);
    assert.equal(page.each('seat').find((one) => one.seat === seat).state, 'taken');
  }
});

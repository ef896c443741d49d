// The operator's looks: name, colour and logo of the settings are on every page, as files that browsers keep; a setting that is wrong keeps the program from starting.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { ask } from '../support/browser.mjs';
import { stack } from '../support/stack.mjs';

const YEAR = 'public, max-age=31536000, immutable';
const svg = (width, height, more = '') => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${more}<rect width="10" height="10"/></svg>`;
const logo = (name, text) => {
  const path = join(stack.folder, name);
  writeFileSync(path, text, { mode: 0o644 });
  return path;
};
const looks = async (settings) => {
  await stack.set(settings, 'booking');
  return (await stack.browser().get('/')).body;
};
const linkIn = (body, pattern) => pattern.exec(body)?.[1] ?? assert.fail(`${pattern} is not in ${body.slice(0, 1500)}`);

after(() => stack.set({}, 'booking'));

test('the name is in the title and beside the mark of every page', async () => {
  const body = await looks({ AISLE_SITE_NAME: 'Sør & "Nord" Fly' });
  assert.match(body, /<title>[^<]* – Sør &amp; &quot;Nord&quot; Fly<\/title>/);
  assert.match(body, /<a class="brand"[^>]*><svg class="mark".*<\/svg>Sør &amp; &quot;Nord&quot; Fly<\/a>/);
});

test('without a colour of its own the site has one style sheet', async () => {
  assert.equal((await looks({})).match(/rel="stylesheet"/g).length, 1);
});

test('the colour comes in a style sheet whose name says what is in it, and is kept for a year', async () => {
  const body = await looks({ AISLE_SITE_BRAND_COLOUR: '#B3123A' });
  const path = linkIn(body, /<link rel="stylesheet" href="(\/brand\/[0-9a-f]{16}\.css)">/);
  const sheet = await ask(stack.url + path);
  assert.deepEqual([sheet.status, sheet.headers['cache-control'], sheet.headers['content-type']], [200, YEAR, 'text/css; charset=utf-8']);
  assert.match(sheet.headers['content-security-policy'], /default-src 'none'/);
  assert.match(sheet.body, /--band:#b3123a;--on-band:#ffffff/);
  assert.match(sheet.body, /prefers-color-scheme:dark/);
  assert.match(body, /<meta name="theme-color" content="#b3123a" media="\(prefers-color-scheme: light\)">/);
  assert.ok(!/style=|<style/.test(body), 'nothing is inline');
});

test('who only asks what a file is like takes nothing from those who read it', async () => {
  const path = linkIn(await looks({ AISLE_SITE_BRAND_COLOUR: '#205080' }), /href="(\/brand\/[0-9a-f]{16}\.css)"/);
  const head = await ask(stack.url + path, { method: 'HEAD' });
  assert.deepEqual([head.status, head.body], [200, '']);
  const sheet = await ask(stack.url + path);
  assert.deepEqual([sheet.status, sheet.headers['content-length'] ?? String(sheet.bytes.length)], [200, String(sheet.bytes.length)]);
  assert.match(sheet.body, /--band:#205080/);
});

test("pages of former settings, and nginx's own, get the colours of now, for a short while", async () => {
  await looks({ AISLE_SITE_BRAND_COLOUR: '#ffcc00' });
  for (const name of ['0123456789abcdef.css', 'site.css']) {
    const sheet = await ask(`${stack.url}/brand/${name}?${Date.now()}`);
    assert.deepEqual([sheet.status, sheet.headers['cache-control']], [200, 'public, max-age=300'], name);
  }
  assert.match((await ask(`${stack.url}/brand/0000000000000001.css`)).body, /--band:#ffcc00;--on-band:#000000/, 'the ink is the one that is read');
  assert.match((await ask(`${stack.url}/static/none.css`)).body, /<link rel="stylesheet" href="\/brand\/site\.css">/);
  for (const name of ['site.svg', 'nothing', 'x.js']) assert.equal((await ask(`${stack.url}/brand/${name}`)).status, 404, name);
});

test('a square logo stands before the name, and is the icon; its size is known before it is there', async () => {
  const body = await looks({ AISLE_SITE_LOGO: logo('square.svg', svg(100, 100)) });
  const path = linkIn(body, /<img class="logo" src="(\/brand\/[0-9a-f]{16}\.svg)" alt="" width="32" height="32">Aisle Air<\/a>/);
  assert.equal(linkIn(body, /<link rel="icon" href="([^"]*)"/), path);
  const file = await ask(stack.url + path);
  assert.deepEqual([file.status, file.headers['cache-control'], file.headers['content-type'].split(';')[0], file.body], [200, YEAR, 'image/svg+xml', svg(100, 100)]);
  assert.ok(!body.includes('class="mark"'));
});

test('a wide logo stands for the name', async () => {
  const body = await looks({ AISLE_SITE_LOGO: logo('wide.svg', svg('400.5', 50)) });
  assert.match(body, /<img class="logo" [^>]* alt="Aisle Air" width="160" height="20"><\/a>/);
  assert.match(linkIn(body, /<link rel="icon" href="([^"]*)"/), /favicon/);
});

test("nginx's own pages have the logo from the style sheet that they name, which is there while no program is", async () => {
  const rules = async (name, settings) => {
    await looks(settings);
    return (await ask(`${stack.url}/brand/${name}.css`)).body;
  };
  const square = await rules('00000000000000a1', { AISLE_SITE_LOGO: logo('square.svg', svg(100, 100)) });
  const path = linkIn(square, /\.plain::before\{content:"";width:32px;height:32px;background:url\((\/brand\/[0-9a-f]{16}\.svg)\)/);
  assert.equal((await ask(stack.url + path)).status, 200);
  assert.match(square, /\.plain \.mark\{display:none\}/);
  assert.doesNotMatch(square, /site-name|--band/);
  assert.match(await rules('00000000000000a2', { AISLE_SITE_LOGO: logo('wide.svg', svg(400, 50)), AISLE_SITE_BRAND_COLOUR: '#205080' }), /--band:#205080[^]*\.plain \.site-name\{position:absolute/);
  assert.doesNotMatch(await rules('00000000000000a3', {}), /plain/);
});

test('a wrong setting is named, and the program does not start', async () => {
  for (const [settings, words] of [
    [{ AISLE_SITE_BRAND_COLOUR: 'teal' }, /\[site\] brand_colour must be six hexadecimal digits/],
    [{ AISLE_SITE_LOGO: '/nowhere/logo.svg' }, /\[site\] logo: \/nowhere\/logo\.svg cannot be read/],
    [{ AISLE_SITE_LOGO: logo('no.svg', '<html></html>') }, /\[site\] logo: .*is no SVG file/],
    [{ AISLE_SITE_LOGO: logo('flat.svg', svg(100, 0)) }, /\[site\] logo: .*is no SVG file/],
    [{ AISLE_SITE_LOGO: logo('large.svg', svg(10, 10, 'x'.repeat(25_000))) }, /\[site\] logo: .*is larger than 24 kB/],
  ]) {
    const env = { ...process.env, AISLE_CONFIG: stack.env.AISLE_CONFIG, AISLE_BOOKING_LISTEN: join(stack.folder, 'run/other.sock'), ...settings };
    const { status, stderr } = await new Promise((resolve) => {
      execFile(join(dirname(stack.env.AISLE), 'booking.fcgi'), { env, timeout: 20_000 }, (error, _, text) => resolve({ status: error?.code, stderr: text }));
    });
    assert.deepEqual([status > 0, words.test(stderr)], [true, true], stderr);
  }
});

test('search engines may list the first page and searches, and nothing that belongs to somebody', async () => {
  const robots = await ask(`${stack.url}/robots.txt`);
  assert.equal(robots.status, 200);
  for (const path of ['/holds', '/bookings', '/account']) assert.match(robots.body, new RegExp(`^Disallow: ${path}$`, 'm'));
  const home = (await stack.browser().get('/')).body;
  assert.match(home, /<meta name="robots" content="index">/);
  assert.match(home, /<meta name="description" content=".{50,170}">/);
  assert.match(home, new RegExp(`<link rel="canonical" href="${stack.url}/">`));
  for (const path of ['/nowhere', '/sign-in', '/flights?origin=LHR']) assert.match((await stack.browser().get(path)).body, /<meta name="robots" content="noindex">/, path);
});

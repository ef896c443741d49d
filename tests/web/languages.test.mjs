// Languages: chosen by a link, remembered, else as the browser asks for it; dates and money as the language writes them; what programs read stays as it is; mails in the language of who booked.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { newEmail, PASSWORD, signedIn } from '../support/accounts.mjs';
import { ask } from '../support/browser.mjs';
import { atAirport, changeDeparture, newDeparture } from '../support/flights.mjs';
import { book, fillIn, hold, someone } from '../support/journey.mjs';
import { stack } from '../support/stack.mjs';

const home = (headers = {}, path = '/') => ask(stack.url + path, { headers });
const languageOf = ({ body }) => /<html lang="([^"]*)">/.exec(body)[1];

test('a browser gets the language that it wants most, of those there are; else the first of the settings', async () => {
  for (const [accepted, language] of [
    [undefined, 'en'], ['de', 'de'], ['de-AT,en;q=0.5', 'de'], ['fr,en;q=0.4,de;q=0.8', 'de'], ['fr', 'en'], ['*', 'en'], ['de;q=0,en;q=0.1', 'en'], ['den', 'en'], ['DE-ch', 'de'], [',,;q=,', 'en'],
  ]) assert.equal(languageOf(await home(accepted ? { 'Accept-Language': accepted } : {})), language, accepted);
});

test('who chooses a language keeps it, on pages that are refused too', async () => {
  const browser = stack.browser();
  assert.equal(languageOf(await browser.get('/?lang=de')), 'de');
  assert.equal(languageOf(await browser.get('/')), 'de');
  const lost = await browser.get('/nowhere');
  assert.deepEqual([lost.status, languageOf(lost)], [404, 'de']);
  assert.match(lost.body, /Das haben wir nicht gefunden/);
  assert.equal(languageOf(await browser.get('/?lang=fr')), 'de', 'one that we do not have changes nothing');
  assert.equal(languageOf(await browser.get('/?lang=en')), 'en');
  assert.equal((await browser.get('/nowhere?lang=de')).status, 404);
  assert.equal(languageOf(await browser.get('/')), 'de', 'chosen on a page that is refused');
});

const german = async () => {
  const browser = stack.browser();
  await browser.get('/?lang=de');
  return browser;
};

test('the first page names its address in each language, and the languages link to the page that is seen', async () => {
  const german = await home({ 'Accept-Language': 'de' });
  const links = [...german.body.matchAll(/<link rel="(canonical|alternate)"(?: hreflang="([\w-]+)")? href="([^"]*)">/g)].map(([, ...parts]) => parts);
  assert.deepEqual(links, [['canonical', undefined, `${stack.url}/?lang=de`], ['alternate', 'en', `${stack.url}/`], ['alternate', 'de', `${stack.url}/?lang=de`], ['alternate', 'x-default', `${stack.url}/`]]);
  const search = await home({}, '/flights?origin=LHR&lang=de&destination=FRA');
  assert.match(search.body, /<a href="\?origin=LHR&amp;destination=FRA&amp;lang=en" lang="en" hreflang="en">English<\/a>/);
  assert.match(search.body, /<a href="\?origin=LHR&amp;destination=FRA&amp;lang=de" lang="de" hreflang="de" aria-current="true">Deutsch<\/a>/);
});

test('dates and money are written as the language does; what programs read stays as it is', async () => {
  const departure = await newDeparture();
  const path = `/flights/${departure.name}`;
  // Often enough to be given out from a mould.
  for (let i = 0; i < 4; i++) {
    const english = await (stack.browser()).get(path);
    const other = await (await german()).get(path);
    assert.deepEqual([other.data.totalMinor, other.data.currency, other.data.departures], [english.data.totalMinor, english.data.currency, english.data.departures]);
    assert.match(english.body, /EUR 120\.00/);
    assert.doesNotMatch(english.body, /120,00|Plätze/);
    assert.match(other.body, /120,00\u00a0€/);
    assert.doesNotMatch(other.body, /120\.00/);
    const [year, month, day] = departure.date.split('-').map(Number);
    const short = ['Jan.', 'Feb.', 'März', 'Apr.', 'Mai', 'Juni', 'Juli', 'Aug.', 'Sept.', 'Okt.', 'Nov.', 'Dez.'][month - 1];
    assert.ok(other.body.includes(`, ${day}. ${short} ${year}</time>`), `${departure.date} in German`);
    assert.match(other.body, /aria-label="1A, Fenster[^"]*, frei"/);
  }
});

test('mistakes and refusals are told in the language', async () => {
  const browser = await german();
  const page = await hold(browser, await newDeparture());
  const refused = await fillIn(browser, page, [someone('2990-01-01', { surname: '' })], { email: '' });
  assert.equal(refused.status, 422);
  for (const words of ['Geben Sie den Nachnamen von Passagier 1 an', 'Bitte angeben: Ihre E-Mail-Adresse', 'Bitte prüfen Sie Ihre Angaben']) assert.ok(refused.text.includes(words), `${words} in ${refused.text}`);
  assert.match(refused.body, /<title>Fehler: Wer reist\?/);
  const old = await hold(browser, await newDeparture(), { adults: 1, children: 1 });
  const aged = await fillIn(browser, old, [someone(), someone()]);
  assert.match(aged.text, /Ein Kind ist 2 bis 11 Jahre alt \(am Tag des Fluges, \p{L}{2}, \d+\. [^)]* \d{4}\): Passagier 2 ist dann \d\d/u);
});

test('where English has one word for two things, German has the right one of each', async () => {
  const departures = [await newDeparture({ days: 41 }), await newDeparture({ days: 41 })];
  const browser = await german();
  const list = await browser.get('/flights', { origin: 'FRA', destination: 'LIS', date: departures[0].date });
  const sorted = (by) => list.links.find(({ href }) => new URL(href, stack.url).searchParams.get('sort') === by).text;
  assert.deepEqual(['departure', 'price', 'duration'].map(sorted), ['Abflug', 'Preis', 'Dauer']);
  const { data: { locator } } = await book(browser, departures[0]);
  const seats = await browser.get(`/bookings/${locator}/seats`, { departure: departures[0].name, passenger: 1 });
  assert.match((await browser.submit(seats, 'seat', { departure: '' })).text, /Bitte angeben: Flug/);
  const { browser: owner } = await signedIn();
  await owner.get('/?lang=de');
  for (const [path, words] of [['/account/email', 'Die alte Adresse behalten'], ['/account/password', 'Das alte Passwort behalten']]) {
    assert.ok((await owner.get(path)).links.some(({ href, text }) => href === '/account' && text === words), words);
  }
});

test('what is refused before a page is asked is told in the language too, and no cache keeps a page for who speaks another', async () => {
  const headers = { 'Accept-Language': 'de' };
  for (const [status, options, path, words] of [
    [404, {}, '/nowhere', 'Das haben wir nicht gefunden'], [405, { method: 'PUT' }, '/', 'Das geht hier nicht'],
    [403, { method: 'POST', headers: { ...headers, 'Sec-Fetch-Site': 'cross-site' } }, '/holds', 'Das kam nicht von unseren eigenen Seiten'],
    [415, { method: 'POST', headers: { ...headers, 'Content-Type': 'text/plain' }, body: 'a' }, '/find', 'Wir konnten dieses Formular nicht lesen'],
    [400, {}, '/flights?origin=%ff', 'Wir konnten diese Anfrage nicht lesen'], [200, {}, '/', 'Flüge zeigen'], [200, {}, '/sign-in', 'Ich habe mein Passwort vergessen'],
  ]) {
    const page = await ask(stack.url + path, { headers, ...options });
    assert.deepEqual([page.status, languageOf(page)], [status, 'de'], path);
    assert.ok(page.body.includes(words), `${words} in ${page.body}`);
    assert.match(page.headers['cache-control'], /no-store/, path);
  }
});

test('mails are in the language of who booked, whoever causes them', async () => {
  const contact = { email: newEmail() };
  const departure = await newDeparture();
  const page = await book(await german(), departure, { contact });
  const mail = await stack.mailTo(contact.email, /Buchungscode/);
  assert.match(mail.text, new RegExp(`Ihre Buchung ${page.data.locator} ist bestätigt`));
  assert.match(mail.text, /Gesamtbetrag: 120,00\u00a0€/);
  assert.match(mail.html, /<html lang="de">/);
  assert.match(mail.calendar.text.replace(/\r\n /g, ''), /Buchungscode/);
  await changeDeparture(departure.name, { state: 'cancelled' });
  const changed = await stack.mailTo(contact.email, /hat sich geändert/);
  assert.match(changed.text, new RegExp(`${departure.flight_no} am .* wurde gestrichen`));
});

test('new times are told in the language of who booked, with what one may do about them', async () => {
  const contact = { email: newEmail() };
  const departure = await newDeparture();
  const browser = await german();
  const page = await book(browser, departure, { contact });
  const clock = (at, code) => atAirport(at, code).slice(11, 16);
  const [leaves, lands] = [new Date(departure.departs_at), new Date(departure.arrives_at)];
  const later = new Date(lands.getTime() + 20 * 60_000);
  await changeDeparture(departure.name, { arrives_at: atAirport(later, 'LIS') });
  const first = await stack.mailTo(contact.email, /jetzt Ankunft/);
  assert.ok(first.text.includes(`: jetzt Ankunft um ${clock(later, 'LIS')} (bisher ${clock(lands, 'LIS')}).`), first.text);
  assert.match(first.text, new RegExp(`Sie können die neuen Zeiten annehmen, oder Sie stornieren und bekommen alles Bezahlte ohne Gebühr zurück\\. Wählen Sie hier: ${stack.url}/bookings/${page.data.locator}\\?code=`));
  const [leavesLater, landsLater] = [leaves, later].map((at) => new Date(at.getTime() + 60 * 60_000));
  await changeDeparture(departure.name, { departs_at: atAirport(leavesLater, 'FRA'), arrives_at: atAirport(landsLater, 'LIS') });
  const second = await stack.mailTo(contact.email, /jetzt Abflug/);
  assert.ok(second.text.includes(`: jetzt Abflug um ${clock(leavesLater, 'FRA')} (bisher ${clock(leaves, 'FRA')}) und Ankunft um ${clock(landsLater, 'LIS')} (bisher ${clock(later, 'LIS')}).`), second.text);
  const shown = (await browser.get(`/bookings/${page.data.locator}`)).text;
  assert.ok(shown.includes(`, Abflug nicht mehr um ${clock(leaves, 'FRA')} sondern um ${clock(leavesLater, 'FRA')}, 1 Std. 00 Min. später`), shown);
});

test('letters of an account are in the language of who asked for them', async () => {
  const email = newEmail();
  const browser = await german();
  await browser.submit(await browser.get('/register'), 'register', { email, password: PASSWORD });
  const mail = await stack.mailTo(email, /Bestätigen Sie Ihr Konto/);
  assert.match(mail.text, /Öffnen Sie diesen Link innerhalb eines Tages/);
});

test("nginx's own pages know the language too", async () => {
  for (const [headers, language, words] of [[{}, 'en', 'Nothing is here'], [{ 'Accept-Language': 'de-AT,en' }, 'de', 'Hier ist nichts'], [{ 'Accept-Language': 'en,de' }, 'en', 'Go to the home page'],
    [{ 'Accept-Language': 'en', Cookie: 'lang=de' }, 'de', 'Zur Startseite'], [{ 'Accept-Language': 'de', Cookie: 'lang=en' }, 'en', 'Skip to content']]) {
    const page = await home(headers, '/static/nothing.css');
    assert.equal(languageOf(page), language, JSON.stringify(headers));
    assert.ok(page.body.includes(words), `${words} in ${page.body}`);
  }
  for (const [cookie, language] of [['aisle=x; __Host-lang=de', 'de'], ['xlang=de', 'en']]) assert.equal(languageOf(await home({ Cookie: cookie }, '/static/nothing.css')), language, cookie);
});

test('a language that is not there keeps the program from starting, and is named', async () => {
  const { stdout, stderr } = await new Promise((resolve) => {
    execFile(stack.env.AISLE.replace(/aisle$/, 'booking.fcgi'), { env: { ...process.env, AISLE_CONFIG: stack.env.AISLE_CONFIG, AISLE_SITE_LANGUAGES: 'en fr', AISLE_BOOKING_LISTEN: `${stack.folder}/run/none.sock` }, timeout: 20_000 },
      (error, out, err) => resolve({ stdout: out, stderr: err }));
  });
  assert.match(stdout + stderr, /\[site\] languages: fr is none that we have/);
});

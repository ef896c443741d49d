// One request, on a kept connection as browsers do, and what its answer says. Nothing is followed, repeated or believed.
import { createHash } from 'node:crypto';
import http from 'node:http';

const PATIENCE_MS = 20000;
const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity });

export const encode = (fields) => fields.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');

// `address`: where it comes from, one of the loopback network. {status, headers, body}, or {error}; isStale: the connection had been used before, and was closed before anything came back.
export function ask(port, { method = 'GET', path, cookie, body, address }) {
  return new Promise((resolve) => {
    const headers = {};
    if (cookie) headers.Cookie = cookie;
    if (method === 'POST') headers['Content-Type'] = 'application/x-www-form-urlencoded';
    if (method === 'POST') headers['Content-Length'] = Buffer.byteLength(body ?? '');
    const request = http.request({ host: '127.0.0.1', port, method, path, headers, agent, localAddress: address, timeout: PATIENCE_MS }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', (error) => resolve({ error: `${error.code ?? error.message} after ${response.statusCode}` }));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString('utf8') }));
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', (error) => resolve({ error: error.code ?? error.message, isStale: request.reusedSocket && error.code === 'ECONNRESET' }));
    request.end(body);
  });
}

const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

// The data-* of <main>.
export function dataOf(html) {
  const main = /<main\b([^>]*)>/.exec(html);
  const data = {};
  if (main) for (const [, name, value] of main[1].matchAll(/\bdata-([a-z-]+)="([^"]*)"/g)) data[camel(name)] = value;
  return data;
}

// The seats that a page offers as free, by their full names.
export function freeSeatsOf(html) {
  const seats = [...html.matchAll(/<input\b[^>]*\bname="seat"[^>]*>/g)].map(([input]) => input);
  return seats.filter((input) => input.includes(' data-state="free"')).map((input) => /\bvalue="([^"]*)"/.exec(input)[1]);
}

// The value of a hidden field.
export function fieldOf(html, name) {
  const input = new RegExp(`<input[^>]*\\bname="${name}"[^>]*>`).exec(html);
  return input ? (/\bvalue="([^"]*)"/.exec(input[0])?.[1] ?? '') : undefined;
}

// What a page comes to, without the keys of its forms: the same for two that look the same.
export const essence = (html) => createHash('sha256').update(html.replace(/\bname="key" value="[^"]*"/g, '')).digest('base64url').slice(0, 12);

const PAGES = /^(home|offer|hold|review|booking|cancel|seats|flights)$/;

// How a request ended: "ok" it did what was asked, "fail" it certainly did nothing and will not, "none" nothing yet (may be tried again), "unknown".
export function judge(answer) {
  if (answer.error) return { how: 'unknown', error: answer.error, isStale: answer.isStale };
  const { status, headers, body } = answer;
  const got = { status, request: headers['x-request-id'] };
  const isHtml = /^text\/html/.test(headers['content-type'] ?? '');
  const data = isHtml && status !== 303 ? dataOf(body) : {};
  if (status === 303) return { ...got, how: 'ok', location: headers.location };
  if (status === 200 && !isHtml) return body.endsWith('}') ? { ...got, how: 'ok', data: JSON.parse(body) } : { ...got, how: 'unknown' };
  if (data.page === 'offer') data.free = freeSeatsOf(body);
  if (status === 200) return { ...got, how: PAGES.test(data.page ?? '') && !data.problem ? 'ok' : 'unknown', data };
  if (data.problem) got.problem = data.problem;
  if (data.problemFields) got.fields = data.problemFields;
  if (data.problemSeats) got.seats = data.problemSeats;
  if (data.problemDeparture) got.departure = data.problemDeparture;
  if (status === 429 && data.problem === 'too-many' && data.problemDeparture && data.outcome === 'none') return { ...got, how: 'fail' };
  if (status === 429 || status === 503) return { ...got, how: data.outcome === 'none' ? 'none' : 'unknown' };
  if (status >= 400 && status < 500) return { ...got, how: 'fail' };
  return { ...got, how: 'unknown' };
}

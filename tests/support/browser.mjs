// A browser for tests: an address and a cookie jar of its own; it follows nothing by itself. Each HTML answer is held to the rules for every page.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { errorProblems } from './errors.mjs';
import { parsePage, typed } from './html.mjs';

const WAIT_MS = 20000;

let addresses = 0;
// Each browser asks from its own address of the loopback network, so that limits per address do not join strangers.
function freshAddress() {
  const n = (process.pid * 977 + addresses++ * 7) & 0x3fffff;
  return `127.${64 + (n >> 16)}.${(n >> 8) & 255}.${1 + (n & 0xff) % 250}`;
}

export const newKey = () => randomBytes(16).toString('base64url');

// One request, as it is: {status, headers, body (text), bytes, ms}.
export function ask(url, { method = 'GET', headers = {}, body, address, agent, timeout = WAIT_MS } = {}) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const { hostname, port } = new URL(url);
    // The target goes out as it was written, unlike fetch() and URL would have it.
    const path = url.slice(url.indexOf('/', 'http://'.length)).replace(/#.*/, '');
    const request = http.request({ hostname, port, path, method, headers, localAddress: address, agent, timeout, setHost: !('Host' in headers) }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(parts);
        resolve({ status: response.statusCode, headers: response.headers, rawHeaders: response.rawHeaders, bytes, body: bytes.toString('utf8'), ms: performance.now() - start });
      });
    });
    request.on('timeout', () => request.destroy(new Error(`no answer to ${method} ${path} within ${timeout} ms`)));
    request.on('error', reject);
    request.end(body);
  });
}

export const encode = (fields) => fields.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');

// {a: 1, b: [2, 3]} or [['a', 1], …] -> [['a', '1'], ['b', '2'], ['b', '3']]
export function pairs(fields) {
  const list = Array.isArray(fields) ? fields : Object.entries(fields);
  return list.flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== null).map((one) => [name, String(one)]));
}

function holdToTheRules(answer, what) {
  const { status, headers, data, mains } = answer;
  if (status === 303) assert.match(headers.location ?? '', /^\/(?!\/)/, `${what}: Location is a path`);
  if (status === 304 || status === 204 || !/^text\/html/.test(headers['content-type'] ?? '')) return;
  assert.equal(headers['x-content-type-options'], 'nosniff', what);
  assert.match(headers['content-security-policy'] ?? '', /default-src 'none'/, what);
  if (answer.isHead || status === 303) return;
  assert.equal(mains.length, 1, `${what}: one <main>`);
  assert.deepEqual(errorProblems(answer), [], what);
  if (status < 400) return;
  assert.ok(data.problem, `${what}: ${status} without data-problem`);
  if ([429, 503].includes(status)) {
    assert.match(headers['retry-after'] ?? '', /^[1-9]\d*$/, `${what}: Retry-After`);
    assert.match(data.outcome ?? '', /^(none|unknown)$/, `${what}: data-outcome`);
  }
  if ([500, 502, 504].includes(status)) assert.equal(data.outcome, 'unknown', what);
}

export class Browser {
  constructor(origin, { address = freshAddress() } = {}) {
    Object.assign(this, { origin, address, cookies: new Map(), agent: new http.Agent({ keepAlive: false, maxSockets: 200 }) });
  }

  async send(method, path, { headers = {}, body } = {}) {
    const all = { ...headers };
    if (this.cookies.size && !('Cookie' in all)) all.Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await ask(this.origin + path, { method, headers: all, body, address: this.address, agent: this.agent });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      this.cookies.set(name, value);
    }
    Object.assign(answer, /^text\/html/.test(answer.headers['content-type'] ?? '') ? parsePage(answer.body) : { mains: [], forms: [], data: {}, text: '', links: [], all: [], each: () => [] });
    answer.isHead = method === 'HEAD';
    answer.at = path;
    holdToTheRules(answer, `${method} ${path}`);
    return answer;
  }

  get(path, query) {
    return this.send('GET', query ? `${path}?${encode(pairs(query))}` : path);
  }

  // A form as a browser sends it from a page of this site.
  post(path, fields, headers = {}) {
    return this.send('POST', path, {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin', Origin: this.origin, ...headers },
      body: encode(pairs(fields)),
    });
  }

  // Sends the form NAME of a page, with `changes` typed into it.
  submit(page, name, changes = {}) {
    const form = page.forms.find((one) => one.name === name);
    assert.ok(form, `${page.at} has no form "${name}" but ${page.forms.map((one) => one.name).join(', ') || 'none'}; it says: ${page.text.slice(0, 300)}`);
    const fields = typed(form.fields, changes);
    return form.method === 'GET' ? this.get(form.action, fields) : this.post(form.action, fields);
  }

  // Where a 303 leads.
  async follow(answer) {
    assert.equal(answer.status, 303, `expected 303, got ${answer.status} ${answer.data.problem ?? ''} ${answer.text.slice(0, 300)}`);
    return this.get(answer.headers.location);
  }
}

// The refusal that was expected, and nothing else.
export function assertRefused(answer, status, code, data = {}) {
  assert.equal(`${answer.status} ${answer.data.problem ?? ''}`, `${status} ${code}`, answer.text.slice(0, 400));
  for (const [name, value] of Object.entries(data)) assert.equal(answer.data[name], value, `data-${name} of ${code}`);
}

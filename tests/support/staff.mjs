// Staff as tests need them again and again.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { seriesOfProcess } from './series.mjs';
import { stack } from './stack.mjs';

export const ROLES = ['agent', 'gate', 'manager', 'admin'];
let n = 0;
export const newName = () => `t${seriesOfProcess()}.${n++}`;

// Somebody new: {name, password}.
export async function staff(role = 'agent') {
  const name = newName();
  const { status, stdout, stderr } = await stack.aisle(['staff', 'add', name, role]);
  assert.equal(status, 0, stderr);
  return { name, password: /^password: (\S+)$/m.exec(stdout)[1] };
}

export const signIn = async (browser, { name, password }) => browser.submit(await browser.get('/admin/sign-in'), 'sign-in', { name, password });

// Somebody new, and a browser that is signed in.
export async function staffIn(role) {
  const person = await staff(role);
  const browser = stack.browser();
  assert.equal((await signIn(browser, person)).status, 303);
  return { browser, ...person };
}

// The next admin who can give the own password: one can five times a minute.
let confirming, left = 0;
export async function confirmer() {
  if (left-- === 0) {
    confirming = await staffIn('admin');
    left = 4;
  }
  return confirming;
}
// A form of the team, sent by one of them: `path` shows it.
export async function actOnTeam(path, form, typed = {}) {
  const { browser, password } = await confirmer();
  return browser.submit(await browser.get(path), form, { current: password, ...typed });
}

export const isSignedIn = async (browser) => (await browser.get('/admin/account')).status === 200;

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
// The code of RFC 6238 that an app shows for a secret in base32, `steps` of 30 s from now.
export function codeOf(secret, steps = 0) {
  const bits = [...secret.replace(/\s/g, '')].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = mac.at(-1) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

// The secret that a page shows to be set up.
export const secretOf = (page) => /data-secret>([A-Z2-7 ]+)</.exec(page.body)[1];

// Sets a second factor up: {secret, recovery: [code, …], used}. The code that was used counts no more; that of the next step does.
export async function enrol(browser, { password }) {
  const page = await browser.get('/admin/account/second-factor');
  const secret = secretOf(page);
  const recovery = [...page.body.matchAll(/data-recovery-code>([a-z2-7-]+)</g)].map(([, code]) => code);
  const used = codeOf(secret);
  const answer = await browser.submit(page, 'second-factor', { code: used, current: password });
  assert.equal(answer.status, 303, answer.text);
  return { secret, recovery, used };
}

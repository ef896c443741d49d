// Accounts as tests need them again and again.
import assert from 'node:assert/strict';
import { stack } from './stack.mjs';

let n = 0;
export const newEmail = () => `account${Date.now().toString(36)}${process.pid}x${n++}@example.org`;
export const PASSWORD = 'correct horse battery staple';

export const signIn = async (browser, email, password = PASSWORD) => browser.submit(await browser.get('/sign-in'), 'sign-in', { email, password });
export const isSignedIn = async (browser) => (await browser.get('/account')).status === 200;

// A new one, and a browser that is not signed in to it.
export async function account() {
  const browser = stack.browser();
  const email = newEmail();
  const answer = await browser.submit(await browser.get('/register'), 'register', { email, password: PASSWORD });
  assert.equal(answer.status, 303, answer.text);
  return { browser, email };
}

// A new one, and a browser that is.
export async function signedIn() {
  const { browser, email } = await account();
  assert.equal((await signIn(browser, email)).status, 303);
  return { browser, email };
}

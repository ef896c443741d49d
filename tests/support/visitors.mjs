// Two hundred visitors at once, each with a connection to nginx that is kept.
import http from 'node:http';
import { after } from 'node:test';
import { stack, until } from './stack.mjs';

export const VISITORS = 200;

const agent = new http.Agent({ keepAlive: true, maxSockets: VISITORS });
after(() => agent.destroy());

// Their connections are closed, before nginx would do so: what is sent on one at that moment is lost.
export const leave = () => agent.destroy();

// The status of an answer.
export function ask(path, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(stack.url + path, { method, headers, agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

export const home = () => ask('/');
// Refused before anybody looks at its body.
export const crossSite = () => ask('/holds', {
  method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'cross-site' }, body: `departure=${'x'.repeat(60000)}`,
});

// What each visitor was answered to the requests, one after the other.
export const visit = (requests) => Promise.all(Array.from({ length: VISITORS }, async () => {
  const statuses = [];
  for (const request of requests) statuses.push(await request());
  return statuses;
}));

// How often each status was answered to visitors who read and send all the time while something happens.
export async function visitWhile(happening) {
  let isOver = false;
  const answers = new Map();
  const visitors = visit([async () => {
    while (!isOver) {
      for (const one of [home, crossSite]) {
        const status = await one();
        answers.set(status, (answers.get(status) ?? 0) + 1);
      }
    }
  }]);
  visitors.catch(() => {});
  try {
    await happening(answers);
  } finally {
    isOver = true;
  }
  await visitors;
  return answers;
}

export const count = (answers) => [...answers.values()].reduce((sum, one) => sum + one, 0);

// How long the visitors waited, counted in answers that others got meanwhile: whatever else this machine does changes nothing. Also of those who were never answered.
export async function waits(path, answersWanted) {
  const own = new http.Agent({ keepAlive: true, maxSockets: VISITORS });
  const turns = [];
  const asked = new Map();
  const answered = new Array(VISITORS).fill(0);
  let answers = 0;
  const one = (visitor) => new Promise((resolve, reject) => {
    asked.set(visitor, answers);
    http.get(stack.url + path, { agent: own }, (response) => {
      response.resume();
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`));
        turns.push(answers - asked.get(visitor));
        asked.delete(visitor);
        answers++;
        answered[visitor]++;
        resolve();
      });
    }).on('error', reject);
  });
  const everybody = answered.map(async (_, visitor) => {
    while (answers < answersWanted) await one(visitor);
  });
  everybody.forEach((visitor) => visitor.catch(() => {}));
  await Promise.race([Promise.all(everybody), until(`${answersWanted} answers`, () => answers >= answersWanted, 120)]);
  for (const since of asked.values()) turns.push(answers - since);
  turns.sort((a, b) => a - b);
  own.destroy();
  return { median: turns[turns.length >> 1], longest: turns.at(-1), answered };
}

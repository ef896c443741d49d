// What the tests of the hammer's checker share: a correct run in which something is spoilt, and the rules that it raises.
import assert from 'node:assert/strict';
import { correctStory, DEPARTURE } from './hammer_story.mjs';

// A run in which something is spoilt: just these rules are raised.
export function finds(rules, spoil) {
  const parts = correctStory();
  spoil(parts);
  const { rules: found, texts } = parts.story.check();
  assert.deepEqual(found, [...rules].sort(), texts.join('\n'));
}

// The answer never came: nothing is known but that it was asked.
export function lose({ answer }) {
  for (const name of ['status', 'request', 'location', 'problem', 'data']) delete answer[name];
  answer.how = 'unknown';
}

export const refuse = ({ answer }, status, problem, more = {}) => {
  delete answer.location;
  Object.assign(answer, { how: 'fail', status, problem, ...more });
};

export const seat = (name) => `${DEPARTURE}/${name}`;

// Something is broken from just before a question until just after it.
export function broken(story, kind, { line }, detail = {}) {
  story.lines.push({ t: 'fault', kind, phase: 'start', ...detail, at: line.at - 1 }, { t: 'fault', kind, phase: 'end', at: line.at + 1 });
}

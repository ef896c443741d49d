// The hammer's checker, about seats: whether they were taken when somebody was told so, and whether they were offered when somebody had them.
import { test } from 'node:test';
import { broken, finds, lose, refuse, seat } from '../support/hammer_checks.mjs';
import { DEPARTURE } from '../support/hammer_story.mjs';

// Somebody wants seats, and asks at `at`.
function wish({ story }, at, seats, { b = 'b8', adults = 1 } = {}) {
  story.at = at - 100;
  return story.say(b, 'hold', { method: 'POST', key: 'key-t', about: { departures: [DEPARTURE], adults, seats: seats.map(seat), total: adults * 12000 } });
}

test('I10: a seat is refused as taken by whoever has it, and while he has it', () => {
  const refused = (rules, name, { at, named = name, ...more } = {}) => finds(rules, (parts) => {
    refuse(wish(parts, at?.(parts) ?? parts.story.at + 100, [name], more), 409, 'seat-taken', named && { seats: seat(named) });
  });
  refused([], '4A');
  refused([], '4A', { b: 'b4' }); // sold to the same one
  refused(['I10'], '1C');
  refused(['I10'], '4A', { named: '4C' });
  refused(['I10'], '4A', { named: '' });
  // Held until its time is over, whenever that is written down.
  refused([], '4B', { at: ({ left }) => left.answer.at + 1 });
  refused(['I10'], '4B', { at: ({ left }) => left.answer.at + 1, b: 'b3' });
  refused([], '4B', { at: ({ left }) => left.row.expiresAt + 50 });
  refused(['I10'], '4B', { at: ({ left, story }) => Object.assign(left.row, { expiresAt: story.at - 300 }).expiresAt + 150 });
  // Given back while it is asked for; some time ago; some time ago, and nobody was told that it was.
  refused([], '3A', { at: ({ release }) => release.line.at + 5 });
  refused(['I10'], '3A', { at: ({ release }) => release.answer.at + 150 });
  refused([], '3A', {
    at: ({ story, release }) => {
      broken(story, 'F1', release);
      lose(release);
      return release.answer.at + 20000;
    },
  });
});

test('I10: a refusal may have its reason from what a killed database has lost, or from what another server did not know yet', () => {
  const killed = (rules, later, isCluster = false) => finds(rules, (parts) => {
    const said = wish(parts, parts.story.at + 100, ['1C']);
    refuse(said, 409, 'seat-taken', { seats: seat('1C') });
    parts.story.lines.push({ t: 'fault', kind: 'F2', phase: 'start', at: said.answer.at + later }, { t: 'fault', kind: 'F2', phase: 'end', at: said.answer.at + later + 100 });
    parts.story.kept.isCluster = isCluster;
  });
  killed([], 500);
  killed(['I10'], 5000);
  killed(['I10'], -1000);
  killed([], -1000, true);
  killed(['I10'], -5000, true);
});

test('I10: a seat of a booking is refused as taken by somebody else', () => {
  const refused = (name) => ({ story, left, sale }) => {
    story.at = left.answer.at;
    refuse(story.say('b4', 'seat', { method: 'POST', key: 'key-t', about: { locator: sale.locator, departures: [DEPARTURE], seat: seat(name) } }), 409, 'seat-taken', { seats: seat(name) });
  };
  finds([], refused('4B'));
  finds(['I10'], refused('4A'));
  finds(['I10'], refused('4C'));
});

test('I10: sold out is what has fewer free seats than were asked for', () => {
  const refused = (adults, more = { departure: DEPARTURE }) => (parts) => {
    // 4A is sold, and 4B is held.
    refuse(wish(parts, parts.left.answer.at + 1, [], { adults }), 409, 'sold-out', more);
  };
  finds([], refused(11));
  finds(['I10'], refused(10));
  finds(['I10'], refused(11, {}));
});

test('I7: a seat that somebody has is offered as free, by the node that gave it, or a second later by another', () => {
  const offered = (rules, free, { node = 'A', later = 0, spoil = () => undefined } = {}) => finds(rules, (parts) => {
    spoil(parts);
    parts.story.at = parts.sold.answer.at + later;
    parts.story.say('b5', 'offer', { node, about: { departures: [DEPARTURE] } }, { data: { page: 'offer', free: free.map(seat) } });
  });
  offered([], ['4C', '1A']);
  offered(['I7'], ['4C', '4A']);
  offered([], ['4A'], { node: 'B' });
  offered(['I7'], ['4A'], { node: 'B', later: 1000 });
  const byBoth = ({ keptNamed }) => (keptNamed.line.node = 'B');
  offered([], ['4A'], { spoil: byBoth });
  offered(['I7'], ['4A'], { spoil: byBoth, later: 1000 });
  // The first answer to its last change was lost: who made it may have died before saying that anything changed.
  const unclear = ({ story, sale }) => {
    const n = ++story.count;
    const lost = { line: { ...sale.line, n, at: sale.line.at - 20 }, answer: { t: 'got', n, o: sale.o, how: 'unknown', at: sale.line.at - 10 } };
    story.lines.push(lost.line, lost.answer);
    broken(story, 'F1', lost);
  };
  offered([], ['4A'], { spoil: unclear });
  offered(['I7'], ['4A'], { spoil: unclear, later: 1000 });
});

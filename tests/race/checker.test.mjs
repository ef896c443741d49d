// The hammer's checker: a correct run raises nothing, and each rule is raised by what it is there for, and by nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDeaths } from './hammer/check/deaths.mjs';
import { broken, finds, lose, refuse, seat } from '../support/hammer_checks.mjs';
import { DEPARTURE } from '../support/hammer_story.mjs';

function drop(list, matches) {
  const at = list.findIndex(matches);
  assert.ok(at >= 0, 'there is nothing to drop');
  return list.splice(at, 1)[0];
}

const eventOf = (story, said, subject) => story.kept.events.find((event) => event.request === said.request && event.subject === subject);

// The same question and answer once more, as somebody else's or somewhere else.
function again(story, { line, answer }, changes) {
  const o = ++story.count;
  const copy = { line: { ...line, n: o, o, ...changes }, answer: { ...answer, n: o, o, request: `r${o}`, at: answer.at + 1 } };
  story.lines.push(copy.line, copy.answer);
  return copy;
}

test('a correct run raises nothing', () => finds([], () => undefined));

test('while something is broken an answer may never come, whether there was an effect or not', () => {
  finds([], ({ story, release }) => {
    broken(story, 'F1', release);
    lose(release);
  });
  finds([], ({ story }) => {
    const said = story.say('b9', 'cancel', { key: 'key-9', about: { locator: 'NOBODY' } });
    lose(said);
    broken(story, 'F7', said);
  });
});

test('I1: what is written down of a seat gives it to two', () => {
  finds(['I1'], ({ story, left }) => {
    const held = story.kept.seatEvents.findIndex(({ hold, what }) => hold === left.id && what === 'held');
    story.kept.seatEvents.splice(held, 0, { seat: seat('4B'), at: 0, what: 'held', hold: 'another' });
  });
});

test('a hold that is kept longer says of its seats once more that they are held', () => {
  finds([], ({ story, left }) => {
    const held = story.kept.seatEvents.findIndex(({ hold, what }) => hold === left.id && what === 'held');
    story.kept.seatEvents.splice(held, 0, { ...story.kept.seatEvents[held] });
  });
});

test('I1: two customers are told that they have a seat', () => {
  finds(['I1'], ({ story, keptSeen }) => again(story, keptSeen, { b: 'b8', path: '/holds/another', about: { ref: 'another' } }));
});

test('I2: an acknowledged hold or booking is not there', () => {
  finds(['I2'], ({ story, left }) => story.kept.holdByRef.delete(left.ref));
  finds(['I2'], ({ story, sale }) => story.kept.bookingByLocator.delete(sale.locator));
});

test('I2: a booking is made from another hold', () => {
  finds(['I2'], ({ story, sale }) => story.kept.bookingByLocator.set(sale.locator, { ...sale.row, hold: { ref: 'another' } }));
});

test('I2: a change was acknowledged, and nothing written', () => {
  finds(['I2'], ({ story, named }) => drop(story.kept.events, ({ request }) => request === named.request));
});

test('I2: a change was written of something else', () => {
  finds(['I2'], ({ story, given, named }) => (eventOf(story, named, 'hold').id = given.id));
});

test('I2: what was released is used, what was cancelled is confirmed', () => {
  finds(['I2'], ({ given }) => (given.row.state = 'used'));
  finds(['I2', 'I8'], ({ booking }) => (booking.row.state = 'confirmed'));
});

test('I2: a booking was shown with other seats than its hold had and than it has', () => {
  finds(['I2'], ({ sold, later }) => {
    sold.answer.data.seats = seat('4C');
    later.answer.data.taken = ['4A', '4C'];
  });
});

test('I3: what was refused has left something behind', () => {
  finds(['I3', 'I10'], ({ change }) => refuse(change, 409, 'seat-taken', { seats: seat('2A') }));
});

test('I3: nobody asked for a change that is written down', () => {
  finds(['I3'], ({ story, sale }) => {
    story.event('booking', sale.id, 2, 'confirmed', 'confirmed', 'nobody');
    story.mail('booking_changed', sale.id);
  });
  finds(['I3', 'I10'], ({ story, cancel }) => {
    refuse(cancel, 404, 'not-found');
    eventOf(story, cancel, 'booking').request = 'nobody';
  });
});

test('I3: something changes by itself between two looks', () => {
  finds(['I3'], ({ story, sold }) => {
    const { answer } = again(story, sold, { about: { ...sold.line.about, after: undefined }, at: sold.answer.at + 2 });
    Object.assign(answer, { at: sold.answer.at + 4, data: { ...sold.answer.data, version: '7' } });
  });
});

test('I4: one key has two answers, a repeat another one, or a refusal', () => {
  finds(['I4'], ({ story, hold }) => {
    const n = ++story.count;
    story.lines.push({ ...hold.line, n, at: hold.line.at + 1 }, { ...hold.answer, n, request: 'r900', location: '/holds/another', at: hold.answer.at + 1 });
  });
  finds(['I4'], ({ repeat }) => (repeat.answer.location = '/holds/another'));
  finds(['I4'], ({ repeat }) => refuse(repeat, 409, 'seat-taken'));
});

test('I4: a used key is taken for something else', () => {
  finds(['I4'], ({ reuse, hold }) => Object.assign(reuse.answer, { how: 'ok', status: 303, problem: undefined, location: `/holds/${hold.ref}` }));
});

test('I4: one click had its effect twice, or another effect than it asks for', () => {
  finds(['I4'], ({ story, keptNamed, kept }) => {
    const n = ++story.count;
    story.lines.push({ ...keptNamed.line, n, at: keptNamed.line.at + 1 }, { ...keptNamed.answer, n, request: 'r900', at: keptNamed.answer.at + 1 });
    story.event('hold', kept.id, 9, 'open', 'open', 'r900', { detail: 'passengers' });
  });
  finds(['I4'], ({ story, map, left }) => story.event('hold', left.id, 9, 'open', 'released', map.request));
});

test('I4: the answer of a click is not the one that was given', () => {
  finds(['I4'], ({ story }) => story.kept.clicks.set('key-3', '/bookings/ANOTHER'));
  finds(['I4'], ({ story }) => story.kept.clicks.delete('key-3'));
});

test('I6: a booking costs something else than was agreed', () => finds(['I6'], ({ sale }) => (sale.row.total = 1)));

test('I7: a seat that somebody has is shown as free, or is free', () => {
  finds(['I7'], ({ map }) => (map.answer.data.taken = []));
  finds(['I7'], ({ story }) => (story.kept.claims[0].state = 'held'));
});

test('I8: a live booking has not all its seats, a cancelled one has some', () => {
  finds(['I2', 'I8'], ({ kept }) => (kept.row.claims = []));
  finds(['I8'], ({ hold }) => (hold.row.claims = [{ seat: seat('2A'), booking: 'another' }]));
  // The one passenger has left, and sits there still.
  finds(['I8'], ({ story, sale }) => story.part(sale, 'key-of-part'));
});

test('I9: a hold is shown as open after its time, ends before it, or never ends', () => {
  finds(['I9'], ({ story, left, leftSeen }) => {
    story.at += 5000;
    Object.assign(story.seeHold(left).answer, { data: leftSeen.answer.data });
  });
  finds(['I9'], ({ left }) => (left.row.endedAt = left.row.expiresAt - 1));
  finds(['I9'], ({ left }) => (left.row.state = 'open'));
  // Sold or given back when it was over.
  for (const late of ['kept', 'given']) finds(['I9'], (parts) => (parts[late].row.endedAt = parts[late].row.expiresAt));
});

test('I10: a refusal has no reason, or one that is not true', () => {
  const refused = (problem, status, more) => ({ story }) => {
    refuse(story.say('b4', 'book', { method: 'POST', path: '/bookings', about: { ref: 'another', departures: [DEPARTURE], ...more } }), status, problem);
  };
  finds(['I10'], refused('price-changed', 409));
  finds(['I10'], refused('hold-ended', 409));
  finds([], refused('hold-ended', 409, { isContested: true }));
  finds(['I10'], refused('sales-closed', 410));
  finds(['I10'], refused('duplicate-passenger', 409));
  finds(['I10'], refused('duplicate-passenger', 409, { twin: 'Anna' }));
  finds(['I10'], ({ story, left }) => {
    story.at = left.row.expiresAt - 10000;
    refuse(story.say('b3', 'passengers', { method: 'POST', about: { ref: left.ref } }), 410, 'hold-expired');
  });
});

test('I10: a passenger who is on the departure already is refused rightly', () => {
  finds([], ({ story, sale }) => {
    sale.line.about.twin = 'Anna';
    refuse(story.say('b5', 'book', { method: 'POST', about: { ref: 'another', departures: [DEPARTURE], twin: 'Anna' } }), 409, 'duplicate-passenger');
  });
});

test('I10: who sits in another aircraft at that time is refused rightly', () => {
  const elsewhere = (name) => ({ story, sale }) => {
    sale.line.about.twin = 'Anna';
    refuse(story.say('b5', 'book', { method: 'POST', about: { ref: 'another', departures: [name], twin: 'Anna' } }), 409, 'duplicate-passenger');
  };
  const [flight, day] = DEPARTURE.split('/');
  finds([], elsewhere(`HM777${flight.at(-1)}/${day}`));
  finds(['I10'], elsewhere(`HM777${Number(flight.at(-1)) + 1}/${day}`));
});

test('I10: too much is kept by an address that had as much, and by nobody else', () => {
  const refused = (address, adults, kind = 'hold', problem = 'too-many', status = 429) => ({ story }) => {
    const said = story.say('b5', kind, { method: 'POST', about: { ref: 'another', departures: [DEPARTURE], adults, seats: [], total: 1 } });
    if (address) said.line.address = address;
    refuse(said, status, problem);
  };
  finds(['I10'], refused('127.1.0.9', 1));
  finds(['I10'], refused('127.1.0.9', 9));
  finds(['I10'], refused('127.1.0.9', undefined, 'extend', 'hold-limit', 409));
  finds([], refused(undefined, 6));
});

test('I10: sales may be closed once the airline has cancelled', () => {
  finds([], ({ story }) => {
    story.fault('cancelled', 'start', { departure: DEPARTURE });
    refuse(story.say('b5', 'hold', { method: 'POST', key: 'key-9', about: { departures: [DEPARTURE], adults: 1, seats: [], total: 1 } }), 410, 'sales-closed');
  });
});

test('I11: what is cancelled comes back', () => {
  finds(['I11'], ({ story, gone }) => {
    const { answer } = again(story, gone, { about: { ...gone.line.about, after: undefined }, at: gone.answer.at + 2 });
    Object.assign(answer, { at: gone.answer.at + 4, data: { ...gone.answer.data, state: 'confirmed' } });
  });
});

test('I4, I14: who left has another answer, or no mail', () => {
  const left = (parts, spoil) => {
    const { story, sale } = parts;
    const said = story.part(sale, 'key-of-part');
    sale.row.hold.segments = 0; // nobody had a seat
    spoil(said, parts);
  };
  finds([], (parts) => left(parts, () => undefined));
  finds(['I4'], (parts) => left(parts, (_, { story }) => story.kept.clicks.set('key-of-part', '/bookings/ANOTHER')));
  finds(['I14'], (parts) => left(parts, ({ mail }, { story }) => drop(story.kept.outbox, ({ id }) => id === mail.id)));
});

test('I12: a version goes back', () => {
  finds(['I3', 'I12'], ({ story, moved, booked }) => {
    const { answer } = again(story, moved, { kind: 'see-cancel', at: moved.answer.at + 2 });
    Object.assign(answer, { at: moved.answer.at + 4, data: { version: booked.answer.data.version } });
  });
});

test('I12: the revision of a seat map goes back, unless the database was killed at that moment', () => {
  const goBack = (story) => story.map('b5', 8, ['4A', '4B']);
  finds(['I12'], ({ story }) => goBack(story));
  const killed = (later, backAt = Infinity) => ({ story, later: map }) => {
    story.lines.push({ t: 'fault', kind: 'F2', phase: 'start', at: map.answer.at + later });
    if (backAt < Infinity) story.lines.push({ t: 'fault', kind: 'F2', phase: 'end', at: map.answer.at + backAt });
    story.at = map.answer.at + Math.max(later, 0);
    goBack(story);
  };
  finds([], killed(5));
  finds(['I12'], killed(5000));
  // A server that stands still writes nothing.
  const frozen = (from, until) => (parts) => {
    for (const [phase, at] of [['start', from], ['end', until]]) parts.story.lines.push({ t: 'fault', kind: 'F3', phase, at: parts.later.answer.at + at });
    killed(5000)(parts);
  };
  finds([], frozen(1, 4900));
  finds(['I12'], frozen(1, 3000));
  finds(['I12'], frozen(-9000, -1));
  const asked = ({ later: { line, answer } }) => line.at - answer.at;
  finds([], (parts) => killed(asked(parts) / 2)(parts));
  finds(['I12'], (parts) => killed(asked(parts) - 0.1)(parts));
  finds(['I12'], (parts) => killed(asked(parts) / 2, asked(parts) / 4)(parts));
});

test('I13: a change is written down as somebody else\'s, a seat is taken and nothing tells of it', () => {
  finds(['I13'], ({ story, change }) => (eventOf(story, change, 'booking').actor = 'worker'));
  finds(['I13'], ({ story }) => story.kept.claims.push({ seat: seat('1B'), state: 'blocked', hold: 'NULL' }));
});

test('I14: a mail is missing, too many, unsent, nowhere, or does not say which it is', () => {
  finds(['I14'], ({ story, sale }) => drop(story.kept.outbox, (row) => row === sale.mail));
  finds(['I14'], ({ story, change }) => drop(story.kept.outbox, (row) => row === change.mail));
  finds(['I14'], ({ story, booking }) => story.mail('booking_cancelled', booking.id));
  finds(['I14'], ({ cancel }) => (cancel.mail.isSent = false));
  finds(['I14'], ({ story, cancel }) => story.mails.delete(cancel.mail.id));
  finds(['I14'], ({ story, cancel }) => story.mails.get(cancel.mail.id).push('Hello'));
  finds([], ({ story, cancel }) => story.mails.get(cancel.mail.id).push(...story.mails.get(cancel.mail.id)));
});

test('I14: a mail that was sent twice is not the same', () => {
  const twice = ({ story }, mail, change) => {
    const [text] = story.mails.get(mail.id);
    story.mails.set(mail.id, [`Date: today\n${text}`, `Date: tomorrow\n${change(text)}`]);
  };
  const otherBody = (text) => text.replace('Hello', 'Hello again');
  finds([], (parts) => twice(parts, parts.cancel.mail, (text) => text));
  // When it was made is told in its calendar and in the data for programs, too.
  const stamped = (text, at) => `${text}\nDTSTAMP:${at}\n"modified=\nTime":"${at}",`;
  finds([], ({ story, sale }) => story.mails.set(sale.mail.id, ['1', '2'].map((at) => stamped(story.mails.get(sale.mail.id)[0], at))));
  finds(['I14'], (parts) => twice(parts, parts.cancel.mail, (text) => text.replace('From: us', 'From: them')));
  finds(['I14'], (parts) => twice(parts, parts.sale.mail, otherBody));
  finds([], (parts) => twice(parts, parts.booking.mail, otherBody));
  const otherSubject = (text) => text.replace('From: us', 'From: us\nSubject: =?UTF-8?Q?was=20confirmed,?=\n =?UTF-8?Q?=20and=20is=20cancelled?=');
  finds([], (parts) => twice(parts, parts.booking.mail, otherSubject));
  for (const of of ['sale', 'cancel']) finds(['I14'], (parts) => twice(parts, parts[of].mail, otherSubject));
});

test('I15: two customers get the same hold, two holds the same booking', () => {
  finds(['I15'], ({ story, left }) => {
    again(story, left, { b: 'b9', key: 'key-9' });
    story.kept.clicks.set('key-9', `/holds/${left.ref}`);
    story.event('hold', left.id, 9, 'open', 'open', `r${story.count}`, { detail: 'moved' });
  });
});

test('I16: a stranger sees something, or can tell what is there from what is not', () => {
  finds(['I16'], ({ stranger }) => Object.assign(stranger.answer, { how: 'ok', status: 200, essence: undefined }));
  finds(['I16'], ({ stranger }) => Object.assign(stranger.answer, { status: 403 }));
  finds(['I16'], ({ stranger }) => (stranger.answer.essence = 'another'));
});

test('I17: a change of something that is not there', () => {
  finds(['I17'], ({ story }) => story.event('hold', 'nobody', 1, '', 'expired', 'turn', { actor: 'worker' }).version = 2);
});

test('I19: the page does not show what was acknowledged', () => {
  finds(['I19'], ({ givenSeen }) => (givenSeen.answer.data.seats = ''));
  finds(['I19'], ({ givenSeen }) => (givenSeen.answer.data.totalMinor = '1'));
  finds(['I19'], ({ givenSeen }) => (givenSeen.answer.data.state = 'released'));
  finds(['I19'], ({ released }) => (released.answer.data.state = 'used'));
  finds(['I19'], ({ booked }) => (booked.answer.data.version = '2'));
  finds(['I19'], ({ moved }) => (moved.answer.data.seats = seat('1A')));
  finds(['I2', 'I19'], ({ gone }) => (gone.answer.data.seats = seat('2A')));
});

test('F0: something is broken inside, unless it had no memory', () => {
  const failed = (node, fault) => ({ story }) => {
    const said = story.say('b1', 'map', { node, about: { departure: DEPARTURE } }, { how: 'unknown', status: 500, problem: 'broken', data: undefined });
    broken(story, fault, said, { since: said.line.at - 1 });
  };
  finds(['F0'], failed('B', 'F1'));
  finds(['F0'], failed('A', 'F13.malloc'));
  finds([], failed('B', 'F13.malloc'));
});

test('F10: no answer while nothing is broken', () => {
  const lost = ({ story }) => lose(story.say('b1', 'map', { about: { departure: DEPARTURE } }));
  finds(['F10'], lost);
  finds([], ({ story }) => {
    story.fault('F2', 'start');
    story.fault('F2', 'end');
    lost({ story });
  });
  finds(['F10'], ({ story }) => {
    story.fault('F2', 'start');
    story.fault('F2', 'end');
    story.fault('whole', 'now');
    lost({ story });
  });
});

test('F11: one of two nodes serves nobody', () => finds(['F11'], ({ story }) => story.fault('F11', 'start')));

test('F14: opposite orders end otherwise than with a winner and losers', () => {
  const burst = (rules, { hasWinner = true, name = '4B', problem = 'seat-taken' } = {}) => finds(rules, ({ story, left }) => {
    if (hasWinner) left.line.about.burst = 'D';
    // While somebody holds 4B.
    story.at = left.answer.at;
    const about = { burst: 'D', departures: [DEPARTURE], adults: 1, seats: [seat(name)], total: 12000 };
    refuse(story.say('b8', 'hold', { method: 'POST', key: 'key-8', about }), 409, problem, { seats: seat(name), departure: DEPARTURE });
  });
  burst([]);
  burst(['F14'], { hasWinner: false });
  burst(['F14', 'I10'], { name: '4C' });
  burst(['F14', 'I10'], { problem: 'sold-out' });
});

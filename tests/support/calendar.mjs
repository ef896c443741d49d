// Calendar files as calendars read them: ical.js decides what is in them, and what the format demands besides is checked here.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const { default: ICAL } = await import(createRequire(new URL('../browser/package.json', import.meta.url)).resolve('ical.js'));

// Lines of at most 75 bytes that end in CRLF, and nothing else does (RFC 5545, 3.1).
function assertLines(text) {
  const lines = text.split('\r\n');
  assert.equal(lines.pop(), '', 'the last line ends too');
  for (const line of lines) {
    assert.ok(Buffer.byteLength(line) <= 75, `${Buffer.byteLength(line)} bytes: ${line}`);
    assert.doesNotMatch(line, /[\r\n]/);
  }
}

// {method, events: [{uid, sequence, stamp, start, end, status, summary, location, description, url, organizer}]}, times as Date.
export function readCalendar(text) {
  assertLines(text);
  const calendar = new ICAL.Component(ICAL.parse(text));
  assert.equal(calendar.name, 'vcalendar');
  assert.equal(calendar.getFirstPropertyValue('version'), '2.0');
  assert.ok(calendar.getFirstPropertyValue('prodid'));
  const time = (component, name) => {
    const value = component.getFirstPropertyValue(name);
    assert.equal(value.zone.tzid, 'UTC', `${name} is in UTC`);
    return value.toJSDate();
  };
  const events = calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const { uid, sequence, summary, location, description, organizer } = event;
    for (const name of ['uid', 'dtstamp', 'sequence', 'dtstart', 'dtend', 'status', 'organizer', 'summary']) assert.equal(component.getAllProperties(name).length, 1, `one ${name}`);
    return {
      uid, sequence, summary, location, description, organizer, stamp: time(component, 'dtstamp'), start: time(component, 'dtstart'), end: time(component, 'dtend'),
      status: component.getFirstPropertyValue('status'), url: component.getFirstPropertyValue('url'),
    };
  });
  return { method: calendar.getFirstPropertyValue('method'), events };
}

// Many gates on the same passenger at the same moment: one boards her, the others are told so; and customers who cancel meanwhile get one answer that stays true.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { answerOf, departureWith, gatePath, states } from '../support/gate.mjs';
import { newKey } from '../support/browser.mjs';
import { stack } from '../support/stack.mjs';
import { staffIn } from '../support/staff.mjs';

const GATES = 12;
const ROUNDS = 6;

let gates;
before(async () => { gates = await Promise.all(Array.from({ length: GATES }, () => staffIn('gate'))); });

const scan = ({ browser }, departure, code, act) => browser.post(gatePath(departure, 'scan'), { act, code, key: newKey() });
const allScan = (departure, code, act) => Promise.all(gates.map((gate) => scan(gate, departure, code, act)));

test('of many gates one checks a passenger in, one boards her, and the others see who', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { departure, bookings: [{ locator }] } = await departureWith([1]);
    for (const act of ['check-in', 'board']) {
      const answers = await allScan(departure, locator, act);
      const won = answers.findIndex(({ status }) => status === 303);
      assert.deepEqual(answers.map((answer, i) => (i === won ? 303 : `${answer.status} ${answerOf(answer)}`)), answers.map((_, i) => (i === won ? 303 : '409 already')));
      for (const [i, { text }] of answers.entries()) if (i !== won) assert.match(text, new RegExp(`by ${gates[won].name} at`));
    }
    assert.deepEqual(await stack.sql(`SELECT g.state, g.version, COUNT(e.id) FROM boarding g JOIN booking b ON b.id = g.booking_id JOIN event e ON e.subject = 'coupon' AND e.subject_id = g.id WHERE b.locator = '${locator}' GROUP BY g.id`), [['boarded', '2', '2']]);
  }
});

test('gates check in whom customers cancel at the same moment: whoever is later is told', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { departure, bookings } = await departureWith([1, 1, 1, 1, 1, 1]);
    const forms = await Promise.all(bookings.map(({ customer, path }) => customer.get(`${path}/cancel`)));
    const answers = await Promise.all(bookings.map(async ({ locator, customer }, i) => {
      const [checkIn, cancel] = await Promise.all([scan(gates[i], departure, locator, 'check-in'), customer.submit(forms[i], 'cancel')]);
      return [checkIn.status === 303 ? 'in' : answerOf(checkIn), cancel.status === 303 ? 'cancelled' : cancel.data.problem];
    }));
    for (const [checkIn, cancel] of answers) assert.ok([['in', 'checked-in'], ['cancelled', 'cancelled']].some(([a, b]) => a === checkIn && b === cancel), `${checkIn}, ${cancel}`);
    const list = await gates[0].browser.get(gatePath(departure));
    assert.deepEqual(states(list), Object.fromEntries(bookings.flatMap(({ locator }, i) => (answers[i][0] === 'in' ? [[`${locator}/1`, 'checked-in']] : []))));
  }
});

test('closing at the same moment as boarding: who was not let in before is a no-show, and nothing is in between', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { departure, bookings } = await departureWith([1, 1, 1]);
    for (const { locator } of bookings) await scan(gates[0], departure, locator, 'check-in');
    const form = await gates[0].browser.get(gatePath(departure, 'close'));
    const [close, ...boards] = await Promise.all([gates[0].browser.submit(form, 'gate-close'), ...bookings.map(({ locator }, i) => scan(gates[i + 1], departure, locator, 'board'))]);
    const isClosed = close.status === 303;
    if (!isClosed) assert.equal(close.data.problem, 'changed-meanwhile');
    const said = boards.map((board) => (board.status === 303 ? 'boarded' : answerOf(board)));
    assert.deepEqual(said, bookings.map(() => (isClosed ? 'closed' : 'boarded')));
    const list = await gates[0].browser.get(gatePath(departure));
    assert.equal(list.data.gate, isClosed ? 'closed' : 'open');
    assert.deepEqual(Object.values(states(list)), bookings.map(() => (isClosed ? 'no-show' : 'boarded')));
  }
  assert.match((await stack.aisle(['verify', '--all'])).stdout, /^ok {4}GATE/m);
});

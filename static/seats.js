// Seat maps that stay as things are, and the choice in words. The page works without it.
const PACE_MS = 5000;
const SLOWEST_MS = 120000;

// What is said stands in the page, in its language: {name} is put in.
const say = (word, values = {}) => document.querySelector(`[data-word="${word}"]`).textContent.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const form = document.querySelector('form.offer');
const stub = form.querySelector('.pass-stub');
// One person changes a seat; a party chooses its own.
const { adults, children } = form.elements;
const seated = adults ? Number(adults.value) + Number(children.value) : 1;
const maps = [...form.querySelectorAll('fieldset[data-departure]')];
const list = (seats) => (seats.length > 1 ? say('and', { some: seats.slice(0, -1).join(', '), last: seats.at(-1) }) : seats.join());
const seatsOf = (inputs) => list(inputs.map(({ dataset }) => dataset.seat));

const line = (role) => {
  const made = document.createElement('p');
  made.className = 'chosen-seats';
  if (role) made.setAttribute('role', role);
  stub.prepend(made);
  return made;
};
const news = line('status');
const choice = line();
const chosen = new Map(maps.map((map) => [map, [...map.querySelectorAll('input:checked')]]));

function tell() {
  const flights = maps.map((map) => [map.dataset.departure.split('/')[0], chosen.get(map)]);
  const any = flights.some(([, inputs]) => inputs.length);
  const words = ([flight, inputs]) => (inputs.length ? `${maps.length > 1 ? `${flight}: ` : ''}${seatsOf(inputs)}` : say('ours', { flight }));
  choice.textContent = any ? say('yours', { seats: flights.map(words).join('; ') }) : '';
}

// Who ticks one more than there are people moves the first of them.
function change({ target, currentTarget }) {
  const inputs = chosen.get(currentTarget).filter((input) => input !== target);
  if (target.dataset.state === 'taken') target.checked = false;
  if (target.checked) inputs.push(target);
  while (inputs.length > seated) inputs.shift().checked = false;
  chosen.set(currentTarget, inputs);
  tell();
}

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

// Arrows go to the next seat in that direction that can be had; Tab still goes from seat to seat.
function move(event) {
  const step = STEPS[event.key];
  const row = event.target.closest('.row');
  if (!step || !row) return;
  const lines = step[0] ? [...row.parentNode.querySelectorAll('[role="group"]')].map((one) => one.querySelector(`[data-seat$="${event.target.dataset.seat.at(-1)}"]`)) : [...row.querySelectorAll('input')];
  const by = step[0] || step[1];
  let at = lines.indexOf(event.target) + by;
  while (lines[at]?.disabled || (lines[at] === null && at < lines.length)) at += by;
  event.preventDefault();
  lines[at]?.focus();
  // Of radios the one that is gone to is chosen.
  if (event.target.type === 'radio') lines[at]?.click();
}

function mark(input, state) {
  input.dataset.state = state;
  input.setAttribute('aria-label', input.getAttribute('aria-label').replace(/[^ ]+$/, say(state)));
  // What has the focus keeps it.
  if (input === document.activeElement) input.addEventListener('blur', () => { input.disabled = input.dataset.state === 'taken'; }, { once: true });
  else input.disabled = state === 'taken';
}

// What somebody else took or gave back since; what was chosen otherwise stays.
function show(map, taken) {
  const gone = [];
  const lost = [];
  for (const input of map.querySelectorAll('input[data-seat]')) {
    const { state, seat } = input.dataset;
    if (state === 'free' && taken.has(seat)) {
      (input.checked ? lost : gone).push(input);
      input.checked = false;
      mark(input, 'taken');
    } else if (state === 'taken' && !taken.has(seat)) mark(input, 'free');
  }
  const kept = chosen.get(map).filter((input) => !lost.includes(input));
  // Who changes a seat has one until then.
  const own = map.querySelector('[type="radio"][checked][data-state="yours"]');
  if (own && !kept.length) {
    own.checked = true;
    kept.push(own);
  }
  chosen.set(map, kept);
  const nowTaken = (inputs) => say(inputs.length > 1 ? 'are-taken' : 'is-taken', { seats: seatsOf(inputs) });
  if (lost.length) news.textContent = `${say('faster', { taken: nowTaken(lost) })} ${say(chosen.get(map).length ? 'rest-stays' : 'again')}`;
  else if (gone.length) news.textContent = gone.length > 3 ? say('more-taken', { n: gone.length }) : nowTaken(gone);
  tell();
}

// Asks while the page is looked at; seldom where nobody answers, and not at all where there is nothing to ask for.
function follow(map) {
  let wait = PACE_MS;
  let revision = -1;
  let timer;
  let isAsking = false;
  const later = () => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(look, wait);
  };
  async function look() {
    if (isAsking) return;
    isAsking = true;
    try {
      const answer = await fetch(`/flights/${map.dataset.departure}/seats`, { cache: 'no-cache', signal: AbortSignal.timeout(10000) });
      if (answer.status === 404 || answer.status === 410) return;
      if (!answer.ok) throw new Error(answer.status);
      const now = await answer.json();
      if (now.revision > revision) show(map, new Set(now.taken));
      revision = Math.max(revision, now.revision);
      wait = PACE_MS;
    } catch {
      wait = Math.min(wait * 2, SLOWEST_MS);
    } finally {
      isAsking = false;
    }
    later();
  }
  map.addEventListener('change', change);
  map.addEventListener('keydown', move);
  document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : look()));
  later();
}

tell();
maps.filter(({ dataset }) => (dataset.state ?? 'on-sale') === 'on-sale').forEach(follow);

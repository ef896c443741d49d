// What can go wrong, and how often it does.
export const KINDS = [
  'F1', 'F2', 'F3', 'F4', 'F5', 'F7', 'F10', 'F11', 'F13.statement', 'F13.malloc', 'F14', 'F15', 'F16.killed', 'F16.full', 'retimed', 'cancelled',
];

// Seconds between two of a kind (the first comes within that time); `most`: how long one lasts.
export const PACES = {
  gate: {
    F1: { every: 1 }, F2: { every: 20 }, F3: { every: 28, most: 8 }, F4: { every: 9, most: 3 }, F5: { every: 7, most: 2 }, F7: { every: 14, most: 8 }, F10: { every: 8 },
    'F13.statement': { every: 1 }, 'F13.malloc': { every: 2 }, 'F16.killed': { every: 4 }, 'F16.full': { every: 17, most: 2 }, retimed: { every: 3 }, cancelled: { every: 12 },
  },
  dense: {
    F1: { every: 0.5 }, F2: { every: 5 }, F3: { every: 6, most: 7 }, F4: { every: 9, most: 3 }, F5: { every: 7, most: 2 }, F7: { every: 4, most: 7 }, F10: { every: 8 },
    'F13.statement': { every: 0.3 }, 'F13.malloc': { every: 0.7 }, 'F16.killed': { every: 0.7 }, 'F16.full': { every: 6, most: 3 }, retimed: { every: 1 }, cancelled: { every: 6 },
  },
  long: {
    F1: { every: 1.2 }, F2: { every: 9 }, F3: { every: 55, most: 20 }, F4: { every: 19, most: 6 }, F5: { every: 13, most: 4 }, F7: { every: 23, most: 9 }, F10: { every: 12 },
    'F13.statement': { every: 1.5 }, 'F13.malloc': { every: 2 }, 'F16.killed': { every: 5 }, 'F16.full': { every: 31, most: 6 }, retimed: { every: 4 }, cancelled: { every: 20 },
  },
};

// Once in each run: the second node, the opposite orders, the second worker.
const ONCE = new Set(['F11', 'F14', 'F15']);

// The kinds that a list names: "F13" stands for F13.statement and F13.malloc, "all" for all, "none" for none.
export function kindsOf(list) {
  const names = list.split(',').filter((name) => name !== 'none');
  const unknown = names.find((name) => name !== 'all' && !KINDS.some((kind) => kind === name || kind.startsWith(`${name}.`)));
  if (unknown) throw new Error(`FAULTS: ${unknown} is none of ${KINDS.join(' ')}`);
  return KINDS.filter((kind) => names.some((name) => name === 'all' || kind === name || kind.startsWith(`${name}.`)));
}

// How many of a kind a run of so many seconds has at least, when this kind was asked for.
export const least = (kind, pace, seconds) => (ONCE.has(kind) ? 1 : Math.floor(Math.max(1, seconds / 60) * Math.min(1, 30 / pace.every)));

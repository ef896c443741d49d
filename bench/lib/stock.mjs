// Seats to sell: departures in blocks that are used by turns, so that no run finds them sold out or comes back to the same few.
const BLOCK = 150;
const SEATS_LEFT = 60; // of a departure, for a block to be used once more

export class Stock {
  // `kept`: so many of 180 free seats are kept for takeFresh.
  constructor(departures, { block = BLOCK, kept = 0 } = {}) {
    this.kept = departures.filter(({ seats }) => seats.length === 180).slice(0, kept);
    const sold = departures.filter((one) => !this.kept.includes(one));
    this.blocks = [];
    for (let i = 0; i + block <= sold.length; i += block) this.blocks.push({ departures: sold.slice(i, i + block), used: 0 });
    if (!this.blocks.length && sold.length) this.blocks.push({ departures: sold, used: 0 });
    this.turn = 0;
  }

  // The next block with the seats that are left; `took` is to be called with how many of each departure were used.
  take() {
    for (let i = 0; i < this.blocks.length; i++) {
      const block = this.blocks[this.turn++ % this.blocks.length];
      const departures = block.departures.map((one) => ({ ...one, seats: one.seats.slice(block.used) }));
      if (departures.reduce((sum, { seats }) => sum + seats.length, 0) < SEATS_LEFT * departures.length) continue;
      return { departures, took: (count) => { block.used += count; } };
    }
    throw new Error('no departure with free seats is left');
  }

  // So many seats of each departure.
  takeSome(count) {
    const departures = this.blocks.flatMap((block) => block.departures.map((one) => ({ ...one, seats: one.seats.slice(block.used, block.used + count) })));
    for (const block of this.blocks) block.used += count;
    return departures;
  }

  // Departures of 180 seats that nobody bought of yet, for good.
  takeFresh(count) {
    if (this.kept.length < count) throw new Error(`no ${count} departures without sales are left`);
    return this.kept.splice(0, count);
  }
}

// All seats of a cabin as the flight service describes it, row by row.
export function seatsOf({ first_row: first, last_row: last, letters, missing }) {
  const seats = [];
  for (let row = first; row <= last; row++) for (const letter of letters.replaceAll(' ', '')) seats.push(`${row}${letter}`);
  return seats.filter((seat) => !missing.includes(seat));
}

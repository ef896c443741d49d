// One client of the hammer who wants to keep seats, with neighbours of the same address, and seldom buys: what it asks for is refused sooner or later.
import { Customer } from './customer.mjs';

const PAUSE_MS = 100;

export class Keeper extends Customer {
  // Wants seats of `departures` alone; the rest as a customer.
  constructor(client, parts, departures) {
    super(client, { ...parts, board: { departures: () => departures, refused: () => undefined } });
  }

  chooseDepartures() {
    return [this.random.one(this.board.departures())];
  }

  async live(isOver) {
    while (!isOver()) {
      if (!this.browser && !(await this.freshBrowser())) continue;
      await this.hold();
      if (this.holds.length === 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

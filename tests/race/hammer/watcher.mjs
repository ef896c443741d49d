// One client of the hammer who only looks: at one departure that is sold now again and again for a second, then at the next. So looks are shared while seats change.
import { Customer } from './customer.mjs';
import { now } from './history.mjs';

const LOOK_MS = 1000;
const PAUSE_MS = 80;

export class Watcher extends Customer {
  async live(isOver) {
    while (!isOver()) {
      if (!this.browser && !(await this.freshBrowser())) continue;
      await this.watch();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  async finish() {
    if (this.browser || (await this.freshBrowser())) await this.watch();
  }

  watch() {
    const all = this.board.departures();
    const name = all[Math.floor(now() / LOOK_MS) % all.length];
    return this.run({ kind: 'offer', path: `/offer?departure=${name}&adults=1`, about: { departures: [name] } });
  }
}

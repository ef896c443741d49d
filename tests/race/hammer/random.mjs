// Chance that can be repeated: the same seed gives the same throws.
export class Random {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  // 0 <= x < 1 (mulberry32)
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(n) {
    return Math.floor(this.next() * n);
  }

  between(low, high) {
    return low + this.next() * (high - low);
  }

  chance(percent) {
    return this.next() * 100 < percent;
  }

  one(list) {
    return list[this.below(list.length)];
  }

  // One of the names of {name: weight}.
  weighted(weights) {
    const entries = Object.entries(weights);
    let at = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      at -= weight;
      if (at < 0) return name;
    }
    return entries.at(-1)[0];
  }

  text(length, alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
    let out = '';
    for (let i = 0; i < length; i++) out += alphabet[this.below(alphabet.length)];
    return out;
  }

  // Another source that hangs on this one.
  branch() {
    return new Random(this.below(4294967296));
  }
}

// Chance that can be repeated: the same seed gives the same throws.
const WORDS = 4;
const FIRST_THROWS = 15;

export class Random {
  // A number, or four words of 32 bits. With fewer bits of state the sources of a long run, of which each makes millions of throws, would run into each other's: two customers would use the same keys.
  constructor(seed) {
    this.words = Array.isArray(seed) ? [...seed] : [seed >>> 0, 0x9e3779b9, 0x243f6a88, 1];
    for (let i = 0; i < FIRST_THROWS; i++) this.word();
  }

  // 0 <= x < 2^32: three words that are mixed, and a counter (sfc32).
  word() {
    const [a, b, c, count] = this.words;
    const out = (a + b + count) | 0;
    this.words = [b ^ (b >>> 9), (c + (c << 3)) | 0, (((c << 21) | (c >>> 11)) + out) | 0, (count + 1) | 0];
    return out >>> 0;
  }

  // 0 <= x < 1
  next() {
    return this.word() / 4294967296;
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
    return new Random(Array.from({ length: WORDS }, () => this.word()));
  }
}

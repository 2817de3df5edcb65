import fc from 'fast-check';

/** The choices that make a random case, each one an arbitrary of fast-check. */
export class Dice {
  #generate;

  /** @param {any} generate what `fc.gen()` gives */
  constructor(generate) {
    this.#generate = generate;
  }

  /** @param {number} least @param {number} most @returns {number} */
  integer(least, most) {
    return this.#generate(fc.integer, { min: least, max: most });
  }

  /** @param {number} percent @returns {boolean} */
  chance(percent) {
    return this.integer(0, 999) < percent * 10;
  }

  /**
   * @template T
   * @param {readonly T[]} items
   * @returns {T}
   */
  of(items) {
    return /** @type {T} */ (items[this.integer(0, items.length - 1)]);
  }

  /**
   * @template T
   * @param {readonly (readonly [number, T])[]} weighted
   * @returns {T}
   */
  weighted(weighted) {
    let left = this.integer(0, weighted.reduce((sum, [weight]) => sum + weight, 0) - 1);
    for (const [weight, item] of weighted) {
      if (left < weight) return item;
      left -= weight;
    }
    throw new Error('weights are whole numbers above nothing');
  }

  /**
   * @template T
   * @param {readonly T[]} items
   * @returns {T[]}
   */
  some(items, percent = 50) {
    return items.filter(() => this.chance(percent));
  }

  /**
   * These members, each with its chance in percent.
   * @param {Record<string, [number, () => any]>} members
   * @returns {Record<string, any>}
   */
  members(members) {
    const taken = Object.entries(members).filter(([, [percent]]) => this.chance(percent));
    return Object.fromEntries(taken.map(([name, [, make]]) => [name, make()]));
  }

  /**
   * @template T
   * @param {number} least
   * @param {number} most
   * @param {(place: number) => T} make
   * @returns {T[]}
   */
  list(least, most, make) {
    return Array.from({ length: this.integer(least, most) }, (_item, place) => make(place));
  }
}

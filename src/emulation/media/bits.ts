/** A code word: its bits and their number. */
export type Code = readonly [value: number, width: number];

/** Writes numbers of any width, most significant bit first, as H.264, AAC and MP3 have them. */
export class BitWriter {
  readonly #bytes: number[] = [];
  /** How many bits of the last byte are used; 0 at a byte boundary. */
  #used = 0;

  /** Appends the `width` lowest bits of the value. */
  put(value: number, width: number): this {
    for (let bit = width - 1; bit >= 0; bit--) {
      if (this.#used === 0) this.#bytes.push(0);
      if ((value >>> bit) & 1) this.#bytes[this.#bytes.length - 1]! |= 0x80 >>> this.#used;
      this.#used = (this.#used + 1) % 8;
    }
    return this;
  }

  code([value, width]: Code): this {
    return this.put(value, width);
  }

  /** Appends an unsigned Exp-Golomb code: `ue(v)` of H.264. */
  ue(value: number): this {
    const width = 32 - Math.clz32(value + 1);
    return this.put(0, width - 1).put(value + 1, width);
  }

  /** Appends a signed Exp-Golomb code: `se(v)` of H.264. */
  se(value: number): this {
    return this.ue(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** Fills up to the next byte boundary with zeros. */
  align(): this {
    return this.#used === 0 ? this : this.put(0, 8 - this.#used);
  }

  /** Ends an H.264 payload: a one, and zeros to the byte boundary. */
  trail(): this {
    return this.put(1, 1).align();
  }

  get bitLength(): number {
    return this.#bytes.length * 8 - (this.#used === 0 ? 0 : 8 - this.#used);
  }

  toBuffer(): Buffer {
    return Buffer.from(this.#bytes);
  }
}

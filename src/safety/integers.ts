const FIRST_CAPACITY = 1024;

/** A list of integers that is emptied and filled again without leaving anything to the garbage collector. */
export class Integers {
  /** Longer than the list; another array once the list has outgrown it. */
  values = new Int32Array(FIRST_CAPACITY);
  length = 0;

  push(value: number): void {
    this.values[this.lengthen(1) - 1] = value;
  }

  /** Makes room for so many integers more, whatever they are. The length then. */
  lengthen(count: number): number {
    this.length += count;
    if (this.length > this.values.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    return this.length;
  }

  /** So many zeros instead of what it held: its values. */
  zeros(count: number): Int32Array {
    this.clear();
    this.lengthen(count);
    return this.values.fill(0, 0, count);
  }

  clear(): void {
    this.length = 0;
  }
}

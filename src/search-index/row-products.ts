/** The product of a vector with each row of a table, in the order of the rows. */
export type RowProducts = (vector: Float32Array) => Float64Array;

/** Values at the beginning of the memory: the vector, then the rows, then a product for each row. */
interface Memory {
  readonly vector: Float32Array;
  readonly rows: Float32Array;
  readonly products: Float64Array;
  /** Fills in the products. */
  readonly multiply: () => void;
}

/** A table is copied for this. A larger one, which is only searched so where no graph can be, would take too much memory twice. */
const MOST_VALUES = 2 ** 24;

/**
 * The products of a table of `rows` rows by SIMD instructions: bit by bit those of the loop over `values` that adds up every fourth component, in a
 * third of its time. Null where the machine has no such instructions or no room for a copy.
 */
export function simdProducts(values: Float32Array, rows: number): RowProducts | null {
  if (rows === 0 || values.length > MOST_VALUES) return null;
  const dimensions = values.length / rows;
  const memory = allocate(Math.ceil(dimensions / LANES) * LANES, rows);
  if (!memory) return null;
  const width = memory.vector.length;
  if (width === dimensions) {
    memory.rows.set(values);
  } else {
    for (let row = 0; row < rows; row++)
      memory.rows.set(values.subarray(row * dimensions, (row + 1) * dimensions), row * width);
  }
  return (vector) => {
    memory.vector.set(vector);
    memory.multiply();
    return memory.products.slice();
  };
}

const PAGE_BYTES = 65_536;
const LANES = 4;

/** What is used of it. Declared here because Node's types leave it to those of browsers. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: Record<string, unknown> };
};

let compiled: object | undefined;

/** All zeros at first: what is added to make a row as wide as the instructions want it changes no product. */
function allocate(width: number, rows: number): Memory | null {
  const vectorBytes = width * Float32Array.BYTES_PER_ELEMENT;
  const rowsBytes = rows * vectorBytes;
  const bytes = vectorBytes + rowsBytes + rows * Float64Array.BYTES_PER_ELEMENT;
  try {
    compiled ??= new WebAssembly.Module(multiplication());
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
    const { exports } = new WebAssembly.Instance(compiled, { it: { memory } });
    const multiply = exports.multiply as (width: number, row: number, end: number, product: number) => void;
    const end = vectorBytes + rowsBytes;
    return {
      vector: new Float32Array(memory.buffer, 0, width),
      rows: new Float32Array(memory.buffer, vectorBytes, rows * width),
      products: new Float64Array(memory.buffer, end, rows),
      multiply: () => {
        multiply(vectorBytes, vectorBytes, end, end);
      },
    };
  } catch {
    return null;
  }
}

/**
 * A module in the binary format of the WebAssembly specification (W3C, "WebAssembly Core Specification", version 2.0, chapter 5) with one function:
 * `multiply(width, row, end, product)`, where the vector is at 0 and all four are places in bytes.
 */
function multiplication(): Uint8Array {
  const I32 = 0x7f;
  const V128 = 0x7b;
  const [width, row, end, product, at, low, high] = [0, 1, 2, 3, 4, 5, 6] as const;

  const get = (local: number) => [0x20, local];
  const set = (local: number) => [0x21, local];
  const constant = (value: number) => [0x41, value];
  const add = [0x6a];
  const simd = (code: number) => (code < 0x80 ? [0xfd, code] : [0xfd, code, 1]);
  const zero = [...simd(0x0c), ...new Array<number>(16).fill(0)];
  const advance = (local: number, ...by: number[]) => [...get(local), ...by, ...add, ...set(local)];
  /** Does it again as long as one place is before the other. */
  const loop = (body: readonly number[], one: number, other: number) => [
    ...[0x03, 0x40, ...body],
    ...[...get(one), ...get(other), 0x49, 0x0d, 0, 0x0b],
  ];
  /** Two floats, `offset` bytes behind the place on the stack, as doubles. */
  const loadTwo = (offset: number) => [...simd(0x5d), 2, offset, ...simd(0x5f)];
  /** Adds two products of components to two sums. */
  const addProducts = (sums: number, offset: number) => [
    ...[...get(sums), ...get(at), ...loadTwo(offset)],
    ...[...get(row), ...get(at), ...add, ...loadTwo(offset)],
    ...[...simd(0xf2), ...simd(0xf0), ...set(sums)],
  ];
  const sumOf = (sums: number, lane: number) => [...get(sums), ...simd(0x21), lane];
  const addSum = [0xa0];
  const body = [
    ...loop(
      [
        ...[...zero, ...set(low), ...zero, ...set(high), ...constant(0), ...set(at)],
        ...loop([...addProducts(low, 0), ...addProducts(high, 8), ...advance(at, ...constant(16))], at, width),
        ...[...get(product), ...sumOf(low, 0), ...sumOf(low, 1), ...addSum],
        ...[...sumOf(high, 0), ...addSum, ...sumOf(high, 1), ...addSum],
        ...[0x39, 3, 0],
        ...advance(product, ...constant(8)),
        ...advance(row, ...get(width)),
      ],
      row,
      end,
    ),
    0x0b,
  ];
  const locals = [2, 1, I32, 2, V128];
  const parts: readonly (readonly [number, readonly number[]])[] = [
    [1, [1, 0x60, 4, I32, I32, I32, I32, 0]],
    [2, [1, ...named('it'), ...named('memory'), 2, 0, 1]],
    [3, [1, 0]],
    [7, [1, ...named('multiply'), 0, 0]],
    [10, [1, ...sized([...locals, ...body])]],
  ];
  return Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...parts.flatMap(([id, part]) => [id, ...sized(part)]));
}

const named = (name: string) => sized([...Buffer.from(name)]);

/** With its length in front, of which every byte but the last has its highest bit set. */
function sized(part: readonly number[]): number[] {
  const { length } = part;
  return [...(length < 0x80 ? [length] : [(length & 0x7f) | 0x80, length >> 7]), ...part];
}

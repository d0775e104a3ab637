import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { encode, type Ids } from './static-model.js';

/**
 * Several tables as one of `kept` dimensions, since what one seed learns badly another learns well: their rows side by side, turned so that the vectors
 * of `texts` are longest along the first dimensions, and cut behind the last that is kept. Principal components without centring (Eckart and Young,
 * "The approximation of one matrix by another of lower rank", Psychometrika 1, 1936): no other table of that width keeps more of the vectors.
 */
export function joinTables(
  tables: readonly Float32Array[],
  dimensions: number,
  texts: readonly Ids[],
  kept: number,
): Float32Array {
  const rows = tables[0]!.length / dimensions;
  const width = tables.length * dimensions;
  const wide = new Float32Array(rows * width);
  for (const [place, table] of tables.entries()) {
    for (let row = 0; row < rows; row++) {
      wide.set(table.subarray(row * dimensions, (row + 1) * dimensions), row * width + place * dimensions);
    }
  }
  const axes = principalAxes(wide, width, texts, kept);
  return Float32Array.from(Matrix.from1DArray(rows, width, wide).mmul(axes).to1DArray());
}

/** Directions as columns, the one along which the vectors of the texts are longest first. */
function principalAxes(table: Float32Array, width: number, texts: readonly Ids[], count: number): Matrix {
  const products = Matrix.from1DArray(width, width, sumOfProducts(table, width, texts));
  const { eigenvectorMatrix } = new EigenvalueDecomposition(products, { assumeSymmetric: true });
  // They stand in the order of their eigenvalues, the greatest last.
  return eigenvectorMatrix.subMatrixColumn(Array.from({ length: count }, (_, axis) => width - 1 - axis));
}

/** What the vector of each text gives, multiplied by itself, as a symmetric matrix. */
function sumOfProducts(table: Float32Array, width: number, texts: readonly Ids[]): Float64Array {
  const sums = new Float64Array(width * width);
  for (const ids of texts) {
    const { vector } = encode(table, width, ids);
    for (let row = 0; row < width; row++) {
      for (let column = 0; column <= row; column++) sums[row * width + column]! += vector[row]! * vector[column]!;
    }
  }
  for (let row = 0; row < width; row++) {
    for (let column = 0; column < row; column++) sums[column * width + row] = sums[row * width + column]!;
  }
  return sums;
}

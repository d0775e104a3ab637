import { open } from 'node:fs/promises';

const PIECE = 1 << 20;

/** The bytes of a file, each piece until the next one is read: fresh memory for all of them would take longer than reading them. */
export async function* readPieces(file: string): AsyncGenerator<Uint8Array> {
  const piece = Buffer.allocUnsafe(PIECE);
  const handle = await open(file);
  try {
    for (let size = -1; size !== 0;) {
      size = (await handle.read(piece)).bytesRead;
      yield piece.subarray(0, size);
    }
  } finally {
    await handle.close();
  }
}

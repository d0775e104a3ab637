import { open } from 'node:fs/promises';

/** A file so many bytes at a time, each piece until the next one is read, in the same memory. */
export async function* readPieces(file: string, bytes: number): AsyncGenerator<Uint8Array> {
  const piece = Buffer.allocUnsafe(bytes);
  const handle = await open(file);
  try {
    for (let size = bytes; size === bytes;) {
      size = 0;
      for (let read = -1; read !== 0 && size < bytes; size += read)
        read = (await handle.read(piece, size, bytes - size)).bytesRead;
      if (size > 0) yield piece.subarray(0, size);
    }
  } finally {
    await handle.close();
  }
}

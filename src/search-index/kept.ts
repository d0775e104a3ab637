import path from 'node:path';
import type { Manifest } from './manifest.js';
import { readManifest } from './open-generation.js';
import { listGenerations, readPublications } from './publish.js';

/** A generation that is kept. */
export interface KeptGeneration {
  readonly name: string;
  readonly live: boolean;
  /** ISO time of its last publication, or null while it was only prepared. */
  readonly published: string | null;
  /** What it holds, or null when that cannot be read. */
  readonly counts: Manifest['counts'] | null;
}

/** The generations that can be gone back to, the live one first, prepared ones last. */
export async function listKept(indexDir: string): Promise<KeptGeneration[]> {
  const publications = await readPublications(indexDir);
  const folders = await listGenerations(indexDir).catch(() => []);
  return Promise.all(
    folders.map(async (folder) => {
      const name = path.basename(folder);
      const published = publications.find(({ generation }) => generation === name)?.published ?? null;
      const manifest = await readManifest(folder).catch(() => null);
      return { name, live: publications[0]?.generation === name, published, counts: manifest?.counts ?? null };
    }),
  );
}

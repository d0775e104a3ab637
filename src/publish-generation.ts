import path from 'node:path';
import type { Embedder } from './embedding/embedder.js';
import { IndexError } from './search-index/index-error.js';
import type { Generation } from './search-index/generation.js';
import type { Manifest } from './search-index/manifest.js';
import { openWhole, readManifest } from './search-index/open-generation.js';
import { listGenerations, publish, readPublications } from './search-index/publish.js';
import { inWorkshop } from './search-index/workshop.js';

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

export interface PublishOptions {
  readonly indexDir: string;
  /** Its name, or null for the one that was live before the live one. */
  readonly name: string | null;
  readonly embedder: Embedder;
  readonly now: Date;
}

/** Makes a generation that is kept the live one, after opening it as a reader would. @throws {IndexError} {BusyError} */
export async function publishGeneration({ indexDir, name, embedder, now }: PublishOptions): Promise<Generation> {
  return inWorkshop(indexDir, async (workshop) => {
    const kept = await listKept(indexDir);
    const chosen = kept.find((one) => (name === null ? !one.live && one.published !== null : one.name === name));
    if (!chosen) {
      const names = kept.map((one) => one.name).join(', ') || 'none';
      const missing = name === null ? 'no generation before the live one' : `no generation ${name}`;
      throw new IndexError(`There is ${missing} in ${indexDir}. It keeps: ${names}.`);
    }
    const generation = await openWhole(path.join(indexDir, chosen.name), embedder);
    await publish(indexDir, workshop.folder, chosen.name, now);
    return generation;
  });
}

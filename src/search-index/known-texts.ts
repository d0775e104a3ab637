import type { Article } from '../corpus/article.js';
import type { Embedder } from '../embedding/embedder.js';
import type { Live, StoredGeneration, Texts } from './generation.js';
import { KINDS, keysFile, verifiedFiles, type Kind } from './generation-files.js';
import type { KnownTexts } from './lexical.js';
import type { Manifest } from './manifest.js';
import { readManifest, readVectors } from './open-generation.js';
import { decodeKeys, findKeys, keyOf, type TextKey } from './text-keys.js';
import type { VectorTable } from './vector-search.js';

/**
 * Copies into `table` the vectors of those texts that earlier generations hold, and gives the rows of the others. Generations made with another
 * model are passed over, and so are damaged ones: what is missing is embedded again. An older one is read only while something is missing.
 */
export async function copyKnownVectors(
  folders: readonly string[],
  live: Live | null,
  kind: Kind,
  keys: readonly TextKey[],
  table: VectorTable,
  { fingerprint }: Pick<Embedder, 'fingerprint'>,
): Promise<number[]> {
  let missing = Array.from(keys.keys());
  for (const folder of folders) {
    if (missing.length === 0) break;
    const manifest = await readManifest(folder).catch(() => null);
    if (manifest?.embedder.fingerprint !== fingerprint || manifest.embedder.dimensions !== table.dimensions) continue;
    const open = live?.folder === folder ? live : null;
    const wanted = missing.map((row) => keys[row]!);
    const known = open?.rows[kind] ?? findKeys(await readKeys(folder, manifest, kind), wanted);
    if (!missing.some((row) => known.has(keys[row]!))) continue;
    const source = open?.generation.vectorsUsable
      ? open.generation.texts[kind].vectors
      : await readVectors(folder, manifest, kind).catch(() => null);
    if (source) missing = copyRows(missing, (row) => known.get(keys[row]!), source, table);
  }
  return missing;
}

/** Copies rows to where they are wanted, neighbours together. Gives those that the source does not have. */
function copyRows(
  wanted: readonly number[],
  placeOf: (row: number) => number | undefined,
  source: VectorTable,
  target: VectorTable,
): number[] {
  const { dimensions } = target;
  const missing: number[] = [];
  let [from, to, count] = [0, 0, 0];
  const copy = () => {
    target.values.set(source.values.subarray(from * dimensions, (from + count) * dimensions), to * dimensions);
  };
  for (const row of wanted) {
    const place = placeOf(row);
    if (place === undefined) {
      missing.push(row);
    } else if (row === to + count && place === from + count) {
      count++;
    } else {
      copy();
      [from, to, count] = [place, row, 1];
    }
  }
  copy();
  return missing;
}

/** The words of those texts that the live generation has counted already. */
export function knownWords({ generation, rows }: Live, kind: Kind, keys: readonly TextKey[]): KnownTexts {
  return { data: generation.texts[kind].lexical, rows: keys.map((key) => rows[kind].get(key) ?? null) };
}

/** The keys of a corpus's texts. Those of an article that stands as it is in the live generation are taken from there. */
export function keysOf(
  articles: readonly Article[],
  texts: Readonly<Record<Kind, Texts>>,
  live: Live | null,
): Record<Kind, TextKey[]> {
  const places = placesOf(live?.generation.articles.values() ?? []);
  const keys: Record<Kind, TextKey[]> = { passages: [], questions: [] };
  for (const article of articles) {
    const place = places.get(article);
    for (const kind of KINDS) {
      for (let index = 0; index < article[kind].length; index++) {
        const known = place && live?.keys[kind][place[kind] + index];
        keys[kind].push(known ?? keyOf(texts[kind].at(keys[kind].length)!));
      }
    }
  }
  return keys;
}

/** The first row of each article. */
function placesOf(articles: Iterable<Article>): Map<Article, Record<Kind, number>> {
  const places = new Map<Article, Record<Kind, number>>();
  const next = { passages: 0, questions: 0 };
  for (const article of articles) {
    places.set(article, { ...next });
    for (const kind of KINDS) next[kind] += article[kind].length;
  }
  return places;
}

/** The live generation with what is known of its texts. */
export async function withKeys(folder: string, generation: StoredGeneration): Promise<Live> {
  const read = async (kind: Kind) => decodeKeys(await readKeys(folder, generation.manifest, kind));
  const keys = { passages: await read('passages'), questions: await read('questions') };
  const rowsOf = (list: readonly TextKey[]) => new Map(list.map((key, row) => [key, row]));
  return { folder, generation, keys, rows: { passages: rowsOf(keys.passages), questions: rowsOf(keys.questions) } };
}

/** None where they cannot be read. */
async function readKeys(folder: string, manifest: Manifest, kind: Kind): Promise<Buffer> {
  return verifiedFiles(folder, manifest)(keysFile(kind)).catch(() => Buffer.alloc(0));
}

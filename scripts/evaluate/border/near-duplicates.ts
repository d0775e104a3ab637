import type { Embedder } from '#src/embedding/embedder.js';
import { tokenise } from '#src/search-index/tokenise.js';
import { dot } from '#src/search-index/vector-search.js';
import { rememberVectors } from '../rank-questions.js';
import type { PlacedText } from './placed-text.js';
import { OverlapIndex, runsOfWords } from './word-overlap.js';

/**
 * From this share of common runs of three words (Broder, "On the resemblance and containment of documents", 1997) two texts count as the
 * same. Looked up on the development messages: of the 20 pairs from 0.35 on all but three are one sentence in two forms; of the next
 * dozen half only begin or end alike.
 */
export const RESEMBLANCE = 0.35;
/**
 * From this cosine of the bundled model two texts that share half of their words count as the same. On the development messages (model
 * 888a7ec3ebfd) this adds keywords in another order ("active hang vs passive hang"), which share no run; from 0.93 down the pairs ask the same thing in
 * words of their own, which is what training is for.
 */
export const COSINE = 0.93;
const SHARED_WORDS = 0.5;

/** A training text and an evaluation text that are too much alike. */
export interface NearDuplicate {
  readonly training: PlacedText;
  readonly evaluation: PlacedText;
  readonly resemblance: number;
  /** Null where the words alone decided. */
  readonly cosine: number | null;
}

/** Every pair across the border that is too much alike, by words or by meaning. */
export async function findNearDuplicates(
  training: readonly PlacedText[],
  evaluation: readonly PlacedText[],
  embedder: Embedder,
): Promise<NearDuplicate[]> {
  const texts = training.map(({ text }) => text);
  const runs = new OverlapIndex(texts, runsOfWords);
  const terms = new OverlapIndex(texts, (text) => new Set(tokenise(text)));
  const remembering = rememberVectors(embedder);
  const found: NearDuplicate[] = [];
  for (const message of evaluation) {
    const resemblances = new Map(
      runs.overlaps(message.text).map(({ row, shared, sizes }) => [row, shared / sizes.union]),
    );
    const rows = new Set<number>();
    for (const [row, resemblance] of resemblances) {
      if (resemblance < RESEMBLANCE) continue;
      rows.add(row);
      found.push({ training: training[row]!, evaluation: message, resemblance, cosine: null });
    }
    const candidates = terms
      .overlaps(message.text)
      .filter(({ row, shared, sizes }) => shared >= SHARED_WORDS * Math.min(sizes.own, sizes.other) && !rows.has(row));
    for (const { row } of candidates) {
      const own = await remembering.embed(message.text, 'question');
      const cosine = dot(own, await remembering.embed(texts[row]!, 'question'));
      if (cosine < COSINE) continue;
      found.push({ training: training[row]!, evaluation: message, resemblance: resemblances.get(row) ?? 0, cosine });
    }
  }
  return found;
}

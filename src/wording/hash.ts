/** Where every hash begins. */
export const FNV_BASIS = 0x811c9dc5;

/** The hash of a feature's name: FNV-1a (Fowler, Noll and Vo), 32 bits, over UTF-16 code units. */
export function hashFeature(name: string): number {
  return extendHash(FNV_BASIS, name) >>> 0;
}

/** The hash of what was hashed so far with more text behind it, as a signed number: `>>> 0` makes it that of {@link hashFeature}. */
export function extendHash(hash: number, text: string): number {
  for (let at = 0; at < text.length; at++) hash = extendHashByUnit(hash, text.charCodeAt(at));
  return hash;
}

/** The same with one UTF-16 code unit. */
export function extendHashByUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

import { expectTypeOf, test } from 'vitest';
import type { Answer, Quote, Quotes, Remark } from '#src/answer/answer.js';
import { REMARKS } from '#src/answer/answer.js';
import { DISCLAIMER } from '#src/safety/notices.js';

/** Of each kind of answer by itself: `Omit` on a union would forget what sets them apart. */
type Without<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;
type Kind<K extends Answer['kind']> = Extract<Answer, { kind: K }>;

// `tsc --build` holds these to what they say: a wrong one does not compile.
test('an answer without the disclaimer, or with another, does not compile', () => {
  expectTypeOf<Without<Answer, 'disclaimer'>>().not.toExtend<Answer>();
  expectTypeOf<Answer['disclaimer']>().toEqualTypeOf<typeof DISCLAIMER>();
  expectTypeOf<typeof DISCLAIMER>().not.toEqualTypeOf<string>();
});

test('an emergency has a notice and no quotes', () => {
  expectTypeOf<Kind<'seek-care'>['quotes']>().toEqualTypeOf<readonly []>();
  expectTypeOf<null>().not.toExtend<Kind<'seek-care'>['notice']>();
});

test('an answer with quotes has at least one, and one without has none', () => {
  expectTypeOf<Kind<'quotes'>['quotes']>().toEqualTypeOf<Quotes>();
  expectTypeOf<readonly []>().not.toExtend<Quotes>();
  expectTypeOf<readonly Quote[]>().not.toExtend<Quotes>();
  expectTypeOf<Kind<'no-answer'>['quotes']>().toEqualTypeOf<readonly []>();
});

test('a remark is one of the fixed ones, never a text made up on the way', () => {
  expectTypeOf<string>().not.toExtend<Remark>();
  expectTypeOf(REMARKS['not-searched']).toExtend<Remark>();
});

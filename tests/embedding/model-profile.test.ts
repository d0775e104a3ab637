import { expect, test } from 'vitest';
import { profileOf } from '#src/embedding/model-profile.js';

const MEAN = { pooling: 'mean', questionPrefix: '', passagePrefix: '' };

test.each(['Xenova/all-MiniLM-L6-v2', 'Xenova/gte-small', 'backchat-static', 'somebody/new-model'])(
  '%s is pooled by its mean and wants no prefixes',
  (model) => {
    expect(profileOf(model)).toEqual(MEAN);
  },
);

test.each(['Xenova/bge-small-en-v1.5', 'Xenova/bge-base-en', 'BGE-large-en-v1.5'])(
  '%s is pooled by its first token and wants an instruction before questions',
  (model) => {
    expect(profileOf(model)).toEqual({
      pooling: 'cls',
      questionPrefix: 'Represent this sentence for searching relevant passages: ',
      passagePrefix: '',
    });
  },
);

test.each(['Xenova/e5-small-v2', 'Xenova/multilingual-e5-large'])(
  '%s wants to be told questions from passages',
  (model) => {
    expect(profileOf(model)).toEqual({ pooling: 'mean', questionPrefix: 'query: ', passagePrefix: 'passage: ' });
  },
);

test('a name that only contains the letters of a family is not taken for it', () => {
  expect(profileOf('Some/note5-small')).toEqual(MEAN);
  expect(profileOf('Some/cabbge-small-en')).toEqual(MEAN);
});

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { decisionsFile } from '#src/moderation/decisions.js';
import { intendRollback } from '#src/moderation/rollback-intention.js';
import { IndexError } from '#src/search-index/index-error.js';
import { listKept } from '#src/search-index/kept.js';
import { MODERATOR, moderatedCorpus, type ModeratedCorpus } from './fixtures/moderated-corpus.js';
import { folderForTest } from './fixtures/folders.js';

/** A corpus of which three texts were published, with their names. */
async function threeVersions(): Promise<{ corpus: ModeratedCorpus; names: string[] }> {
  const corpus = await moderatedCorpus();
  const names = [await corpus.liveName()];
  await corpus.edit('flat ground', 'even ground');
  names.push((await corpus.refresh()).generation);
  await corpus.edit('even ground', 'soft ground');
  names.push((await corpus.refresh()).generation);
  return { corpus, names };
}

describe('going back', () => {
  test('without a name leads to the generation before the live one, and again to the one that was left', async () => {
    const { corpus, names } = await threeVersions();
    expect(await corpus.rollBack(null)).toEqual({ generation: names[1], before: names[2] });
    expect(await corpus.liveName()).toBe(names[1]);
    await corpus.rollBack(null);
    expect(await corpus.liveName()).toBe(names[2]);
    expect((await corpus.history()).slice(-2)).toMatchObject([
      { kind: 'rollback', by: MODERATOR, generation: names[1], before: names[2] },
      { kind: 'rollback', by: MODERATOR, generation: names[2], before: names[1] },
    ]);
  });

  test('leads to any generation that was live', async () => {
    const { corpus, names } = await threeVersions();
    await corpus.rollBack(names[0]!);
    expect(await corpus.liveName()).toBe(names[0]);
  });

  test('leaves the corpus folder alone', async () => {
    const { corpus } = await threeVersions();
    const before = await corpus.files();
    await corpus.rollBack(null);
    expect(await corpus.files()).toEqual(before);
  });

  test('is refused where there is nothing to go back to', async () => {
    const corpus = await moderatedCorpus();
    const live = await corpus.liveName();
    await expect(corpus.rollBack(null)).rejects.toThrow(
      'There is no generation before the live one. You can go back to: none.',
    );
    await expect(corpus.rollBack('ffffffffffff')).rejects.toThrow('Generation ffffffffffff was never live.');
    await expect(corpus.rollBack(live)).rejects.toThrow(`Generation ${live} is the live one already.`);
  });

  test('is refused to what was reviewed and never published', async () => {
    const { corpus, names } = await threeVersions();
    await corpus.edit('soft ground', 'hard ground');
    const { generation } = (await corpus.review())!;
    await expect(corpus.rollBack(generation)).rejects.toThrow(
      `Generation ${generation} was never live. You can go back to: ${names[1]}, ${names[0]}.`,
    );
  });

  test('to a damaged generation fails, and the live one stays', async () => {
    const { corpus, names } = await threeVersions();
    await writeFile(path.join(corpus.indexDir, names[1]!, 'passages.vectors.f32'), 'damage');
    await expect(corpus.rollBack(null)).rejects.toThrow(IndexError);
    expect(await corpus.liveName()).toBe(names[2]);
    expect((await corpus.history()).map(({ kind }) => kind)).toEqual(['publish', 'publish']);
  });
});

describe('going back again after a process that died in the middle', () => {
  /** As it is when the process dies after the pointer was moved: the decision is not written. */
  async function died({ corpus, names }: Awaited<ReturnType<typeof threeVersions>>): Promise<void> {
    const file = decisionsFile(corpus.moderationDir);
    const decided = await readFile(file, 'utf8');
    const decisions = (await corpus.history()).length;
    await corpus.rollBack(null);
    await writeFile(file, decided);
    await intendRollback(corpus.moderationDir, { generation: names[1]!, before: names[2]!, decisions });
  }
  const rollback = (names: readonly string[]) => ({ kind: 'rollback', generation: names[1], before: names[2] });

  test('writes down what it did, and goes nowhere else', async () => {
    const { corpus, names } = await threeVersions();
    await died({ corpus, names });
    expect(await corpus.rollBack(null)).toEqual({ generation: names[1], before: names[2] });
    expect(await corpus.liveName()).toBe(names[1]);
    expect((await corpus.history()).slice(2)).toMatchObject([rollback(names)]);
    await corpus.rollBack(null);
    expect(await corpus.liveName()).toBe(names[2]);
  });

  test('works by name too, and a decision that was written is not written twice', async () => {
    const { corpus, names } = await threeVersions();
    const decisions = (await corpus.history()).length;
    await corpus.rollBack(null);
    await intendRollback(corpus.moderationDir, { generation: names[1]!, before: names[2]!, decisions });
    expect(await corpus.rollBack(names[1]!)).toEqual({ generation: names[1], before: names[2] });
    expect((await corpus.history()).slice(2)).toMatchObject([rollback(names)]);
  });

  test('goes back where the one that died had done nothing, or something was published since', async () => {
    const { corpus, names } = await threeVersions();
    const decisions = (await corpus.history()).length;
    await intendRollback(corpus.moderationDir, { generation: names[1]!, before: names[2]!, decisions });
    expect(await corpus.rollBack(null)).toEqual({ generation: names[1], before: names[2] });
    await corpus.edit('soft ground', 'hard ground');
    await corpus.refresh();
    await intendRollback(corpus.moderationDir, { generation: await corpus.liveName(), before: names[2]!, decisions });
    expect(await corpus.rollBack(null)).toMatchObject({ generation: names[1] });
  });

  test('a review knows of it: it says that the text would come back', async () => {
    const { corpus, names } = await threeVersions();
    await died({ corpus, names });
    expect(await corpus.review()).toMatchObject({ generation: names[2], undoesRollback: true });
  });
});

test('the list has the live generation first, then those before it, then what was only prepared', async () => {
  const { corpus, names } = await threeVersions();
  await corpus.edit('soft ground', 'hard ground');
  const { generation } = (await corpus.review())!;
  const kept = await listKept(corpus.indexDir);
  expect(kept.map(({ name }) => name)).toEqual([...names.toReversed(), generation]);
  expect(kept.map(({ live }) => live)).toEqual([true, false, false, false]);
  expect(kept.map(({ published }) => published !== null)).toEqual([true, true, true, false]);
  expect(kept[0]!.counts).toEqual({ articles: 4, passages: 9, questions: 7 });
});

test('the list of a folder without an index is empty', async () => {
  expect(await listKept(path.join(await folderForTest(), 'nothing'))).toEqual([]);
});

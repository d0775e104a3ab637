import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { lastInBin, listBin } from '#src/moderation/bin.js';
import { RefusedError } from '#src/moderation/refused-error.js';
import { HANGING_ARTICLE, MODERATOR, moderatedCorpus, readFiles, upload } from './fixtures/moderated-corpus.js';

describe('publishing a review', () => {
  test('makes its generation live and writes down who did it', async () => {
    const corpus = await moderatedCorpus();
    const before = await corpus.liveName();
    await corpus.edit('flat ground', 'even ground');
    const { generation } = (await corpus.review())!;
    expect(await corpus.publish(generation)).toEqual({ generation, before });
    expect(await corpus.liveName()).toBe(generation);
    expect(await corpus.history()).toMatchObject([
      { by: MODERATOR, kind: 'publish', what: 'refresh', generation, before, passages: { added: 0, changed: 1 } },
    ]);
  });

  test('is refused the second time', async () => {
    const corpus = await moderatedCorpus();
    await corpus.edit('flat ground', 'even ground');
    const { generation } = await corpus.refresh();
    await expect(corpus.publish(generation)).rejects.toThrow(RefusedError);
    await expect(corpus.publish(generation)).rejects.toThrow(`Nothing waits under the name ${generation}`);
  });

  test('is refused for a name that is none', async () => {
    const corpus = await moderatedCorpus();
    await expect(corpus.publish('../../secret')).rejects.toThrow('Nothing waits under the name ../../secret');
  });

  test('is refused when somebody published in between', async () => {
    const corpus = await moderatedCorpus();
    await corpus.edit('flat ground', 'even ground');
    const first = (await corpus.review())!;
    await corpus.edit('even ground', 'soft ground');
    const second = await corpus.refresh();
    await corpus.edit('soft ground', 'even ground');
    await expect(corpus.publish(first.generation)).rejects.toThrow('Somebody published in between');
    expect(await corpus.liveName()).toBe(second.generation);
  });

  test.each(['walking.md', 'glossary.yaml', 'sources.yaml'])('is refused when %s has changed since', async (file) => {
    const corpus = await moderatedCorpus();
    const before = await corpus.liveName();
    await corpus.edit('flat ground', 'even ground');
    const { generation } = (await corpus.review())!;
    const text = (await corpus.files())[file]!;
    await corpus.write(
      file,
      text.replace(/lay: \[|title: /, (found) => `${found}x`),
    );
    await expect(corpus.publish(generation)).rejects.toThrow('The corpus folder has changed since this was reviewed.');
    expect(await corpus.liveName()).toBe(before);
  });

  test('is refused when what was built is damaged', async () => {
    const corpus = await moderatedCorpus();
    const before = await corpus.liveName();
    await corpus.edit('flat ground', 'even ground');
    const { generation } = (await corpus.review())!;
    await writeFile(path.join(corpus.indexDir, generation, 'passages.jsonl'), 'damage');
    await expect(corpus.publish(generation)).rejects.toThrow(`${generation} cannot be opened any more. Review again.`);
    expect(await corpus.liveName()).toBe(before);
    const again = (await corpus.review())!;
    await corpus.publish(again.generation);
    expect(await corpus.liveName()).toBe(generation);
  });
});

describe('publishing a change', () => {
  test('writes an article that was added, and nothing else', async () => {
    const corpus = await moderatedCorpus();
    const before = await corpus.files();
    const { generation } = (await corpus.propose({ kind: 'add', upload: upload('tightening.md') }))!;
    await corpus.publish(generation);
    expect(await corpus.files()).toEqual({ ...before, 'tightening.md': `${HANGING_ARTICLE.trimEnd()}\n` });
    expect((await corpus.live()).articles.has('tightening')).toBe(true);
    expect(await corpus.review()).toBeNull();
    expect(await corpus.history()).toMatchObject([{ what: 'add', article: 'tightening', generation }]);
  });

  test('of a replaced or removed article keeps the text, which can be restored where it was', async () => {
    const corpus = await moderatedCorpus();
    const before = await corpus.files();
    const text = before['methods/bar-hang.md']!;
    const young = text.replace('Put a box under the bar', 'Put a stool under the bar');
    const change = async (wish: Parameters<typeof corpus.propose>[0]) =>
      corpus.publish((await corpus.propose(wish))!.generation);
    await change({ kind: 'replace', article: 'bar-hang', upload: upload('bar-hang.md', young) });
    expect((await corpus.files())['methods/bar-hang.md']).toContain('Put a stool');
    expect(await lastInBin(corpus.moderationDir, 'bar-hang')).toMatchObject({ text, file: 'methods/bar-hang.md' });

    await change({ kind: 'restore', article: 'bar-hang' });
    expect(await corpus.files()).toEqual(before);

    await change({ kind: 'remove', article: 'walking' });
    await change({ kind: 'remove', article: 'bar-hang' });
    expect(Object.keys(await corpus.files())).not.toContain('methods/bar-hang.md');
    expect((await listBin(corpus.moderationDir)).map(({ article }) => article)).toEqual(['bar-hang', 'walking']);

    await change({ kind: 'restore', article: 'bar-hang' });
    await change({ kind: 'restore', article: 'walking' });
    expect(await corpus.files()).toEqual(before);
    expect((await corpus.history()).map((decision) => decision.kind === 'publish' && decision.what)).toEqual([
      'replace',
      'restore',
      'remove',
      'remove',
      'restore',
      'restore',
    ]);
  });

  test('that is in the folder already does the rest: its process may have died half-way', async () => {
    const corpus = await moderatedCorpus();
    const { generation } = (await corpus.propose({ kind: 'add', upload: upload('tightening.md') }))!;
    await corpus.write('tightening.md', `${HANGING_ARTICLE.trimEnd()}\n`);
    await corpus.write('.incoming', 'half of an art');
    await corpus.publish(generation);
    expect(await corpus.liveName()).toBe(generation);
    expect(Object.keys(await corpus.files())).not.toContain('.incoming');
  });

  test('is refused when its article was written by hand in between', async () => {
    const corpus = await moderatedCorpus();
    const { generation } = (await corpus.propose({ kind: 'add', upload: upload('tightening.md') }))!;
    await corpus.write('tightening.md', HANGING_ARTICLE.replace('an ache', 'a dull ache'));
    const before = await corpus.files();
    await expect(corpus.publish(generation)).rejects.toThrow('The corpus folder has changed');
    expect(await corpus.files()).toEqual(before);
  });

  test('that was refused leaves bin and folder as they were', async () => {
    const corpus = await moderatedCorpus();
    const { generation } = (await corpus.propose({ kind: 'remove', article: 'walking' }))!;
    await rm(path.join(corpus.corpusDir, 'facet-joints.md'));
    const before = await readFiles(corpus.folder);
    await expect(corpus.publish(generation)).rejects.toThrow(RefusedError);
    expect(await readFiles(corpus.folder)).toEqual(before);
  });
});

test.each([
  [{ kind: 'remove', article: 'nothing' } as const, 'There is no article "nothing" in the corpus folder.'],
  [{ kind: 'remove', article: '../walking' } as const, 'There is no article "../walking" in the corpus folder.'],
  [{ kind: 'restore', article: 'walking' } as const, 'Nothing of an article "walking" is in the bin.'],
  [{ kind: 'replace', article: 'nothing', upload: upload('nothing.md') } as const, 'There is no article "nothing"'],
  [{ kind: 'add', upload: upload('bar-hang.md') } as const, 'There is an article "bar-hang" (methods/bar-hang.md).'],
])('%j is refused', async (wish, message) => {
  const corpus = await moderatedCorpus();
  await expect(corpus.propose(wish)).rejects.toThrow(message);
});

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { dropStale, readProposals, saveProposal, type Proposal } from '#src/moderation/proposals.js';
import { folderForTest } from '../fixtures/folders.js';

const NOW = new Date('2026-11-22T12:00:00Z');

/** A proposal as far as its file goes. */
const proposal = (generation: string, at = NOW): Proposal => ({
  review: { generation } as Proposal['review'],
  present: null,
  at: at.toISOString(),
});
const namesIn = async (folder: string) =>
  (await readProposals(folder, NOW)).map(({ review }) => review.generation).sort();

test('where nothing was ever proposed nothing waits', async () => {
  expect(await readProposals(await folderForTest(), NOW)).toEqual([]);
});

test('a proposal is saved and found while others keep looking', async () => {
  const folder = await folderForTest();
  let saving = true;
  const looking = (async () => {
    while (saving) await readProposals(folder, NOW);
  })();
  const names = Array.from({ length: 30 }, (_, at) => `${at}`.padStart(12, '0'));
  for (const name of names) await saveProposal(folder, proposal(name));
  saving = false;
  await looking;
  expect(await namesIn(folder)).toEqual(names);
});

test('looking removes nothing; who has the turn removes what has waited too long, is damaged or was never finished', async () => {
  const folder = await folderForTest();
  await saveProposal(folder, proposal('0123456789ab'));
  await saveProposal(folder, proposal('0123456789ac', new Date(NOW.getTime() - 25 * 60 * 60 * 1000)));
  const proposals = path.join(folder, 'proposals');
  await writeFile(path.join(proposals, '0123456789ad.json'), '{"review":');
  await writeFile(path.join(proposals, '0123456789ae.json.new'), '{}');
  expect(await namesIn(folder)).toEqual(['0123456789ab']);
  expect(await readdir(proposals)).toHaveLength(4);
  await dropStale(folder, NOW);
  expect(await readdir(proposals)).toEqual(['0123456789ab.json']);
});

test('one that cannot be read is an error and stays', async () => {
  const folder = await folderForTest();
  // A folder can be read by nobody as a file, whoever runs this.
  await mkdir(path.join(folder, 'proposals', '0123456789ab.json'), { recursive: true });
  await expect(readProposals(folder, NOW)).rejects.toThrow();
  await expect(dropStale(folder, NOW)).rejects.toThrow();
  expect(await readdir(path.join(folder, 'proposals'))).toHaveLength(1);
});

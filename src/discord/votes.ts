import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Votes } from './parts.js';

/** Votes of one passage. */
interface Tally {
  helpful: number;
  notHelpful: number;
}

/** The file of counts holds something else. */
export class VotesError extends Error {
  override readonly name = 'VotesError';
}

/** Opens the file of counts, which need not be there yet. Nothing but numbers by passage is kept. @throws {VotesError} when the file is there and holds something else */
export async function openVotes(file: string): Promise<Votes> {
  const tallies = await readTallies(file);
  let writing = Promise.resolve();
  const write = async () => {
    const beside = `${file}.${process.pid}.tmp`;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(beside, `${JSON.stringify(Object.fromEntries(tallies), null, 1)}\n`);
    await rename(beside, file);
  };
  return {
    count(passages, helpful) {
      for (const passage of passages) {
        const tally = tallies.get(passage) ?? { helpful: 0, notHelpful: 0 };
        tally[helpful ? 'helpful' : 'notHelpful']++;
        tallies.set(passage, tally);
      }
      const written = writing.then(write);
      writing = written.catch(() => undefined);
      return written;
    },
  };
}

async function readTallies(file: string): Promise<Map<string, Tally>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  try {
    return new Map(Object.entries(JSON.parse(text) as Record<string, Tally>));
  } catch (cause) {
    throw new VotesError(`${file} is no list of votes. Delete it to begin counting anew.`, { cause });
  }
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureFolder, replaceDurably } from '../search-index/disk.js';

/** Remembers in a folder, which need not be there yet, which servers have commands of their own: Discord tells that of one server at a time. */
export class RegisteredServers {
  readonly #file: string;

  constructor(folder: string) {
    this.#file = path.join(folder, 'registered-servers.txt');
  }

  /** Ids of servers. None before the first registration. */
  async read(): Promise<string[]> {
    try {
      return (await readFile(this.#file, 'utf8')).match(/^\d{17,20}$/gm) ?? [];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  /** Writes where that changes anything. @throws {IndexError} when the folder cannot be written */
  async write(servers: ReadonlySet<string>): Promise<void> {
    const before = await this.read();
    if (before.length === servers.size && before.every((server) => servers.has(server))) return;
    await ensureFolder(path.dirname(this.#file));
    await replaceDurably(this.#file, [...servers, ''].join('\n'), `${this.#file}.${process.pid}.new`);
  }
}

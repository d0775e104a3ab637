import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A bot in a process of its own. */
export interface BotProcess {
  /** Processor time used so far, in milliseconds. */
  cpuMs(): Promise<number>;
  /** Resident memory, in megabytes. */
  memoryMb(): Promise<number>;
  /** The same after a collection of all garbage. */
  keptMb(): Promise<number>;
  /** Milliseconds between two turns of its event loop since this was asked last, of a bot with `HEALTH_PORT=0`: the 99th of 100, and the longest. */
  eventLoop(): Promise<{ readonly p99: number; readonly longest: number }>;
  stop(): Promise<void>;
}

/** Ticks of /proc/<pid>/stat a second: fixed at 100 for programs on Linux. */
const TICKS_A_SECOND = 100;

const COLLECTS = ['--expose-gc', '--import', new URL('collect-garbage.js', import.meta.url).href];

/** Starts a file of dist/ and waits until it says that it is ready. Linux alone tells of another process' time and memory in this way. */
export async function startBotProcess(
  file: string,
  words: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<BotProcess> {
  const script = fileURLToPath(new URL(`../../../${file}`, import.meta.url));
  const child = spawn(process.execPath, [...COLLECTS, script, ...words], {
    env: settings,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  // Nobody else would end it where this process is ended.
  process.once('exit', () => child.kill('SIGKILL'));
  let port = 0;
  for await (const line of createInterface({ input: child.stdout! })) {
    if (line.includes('"msg":"Ready')) break;
    port = Number(/"port":(\d+)/.exec(line)?.[1] ?? port);
  }
  child.stdout!.resume();
  if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode} before it was ready.`);
  const read = (name: string) => readFile(`/proc/${child.pid!}/${name}`, 'utf8');
  const memoryMb = async () => Number(/^VmRSS:\s+(\d+) kB$/m.exec(await read('status'))![1]) / 1024;
  return {
    async cpuMs() {
      // The name in brackets may hold spaces; user and system time are the 14th and 15th field of all.
      const fields = (await read('stat')).split(') ')[1]!.split(' ');
      return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_A_SECOND;
    },
    memoryMb,
    async keptMb() {
      child.send('collect');
      await once(child, 'message');
      return memoryMb();
    },
    async eventLoop() {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      const lag = (which: string) =>
        Number(new RegExp(`^nodejs_eventloop_lag_${which}_seconds (\\S+)$`, 'm').exec(text)![1]) * 1000;
      return { p99: lag('p99'), longest: lag('max') };
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

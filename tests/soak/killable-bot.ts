import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A bot in a process of its own that is there to be killed. */
export interface KillableBot {
  /** Ends it without a word. */
  kill(): void;
  readonly killed: () => boolean;
  /** Resolves when neither the bot nor a process that it had started is left, with the signal that ended it. */
  readonly gone: Promise<NodeJS.Signals | null>;
  /** The last lines that it wrote. */
  said(): string;
}

/** Lines that are told of a bot. */
const LAST_LINES = 12;

/** Starts the compiled src/main.ts. Resolves when it answers. @throws with what it wrote when it ends before that */
export async function startKillableBot(main: string, settings: Readonly<Record<string, string>>): Promise<KillableBot> {
  const env = { PATH: process.env.PATH, ...settings };
  const child = spawn(process.execPath, [main], { env, cwd: path.dirname(main), stdio: ['ignore', 'pipe', 'pipe'] });
  // The processes that it starts share its stream of errors, so that ends with the last of them.
  const gone = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('close', (_, signal) => {
      resolve(signal);
    });
  });
  const lines: string[] = [];
  const said = () => lines.slice(-LAST_LINES).join('\n');
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (line.includes('"msg":"Ready')) resolve();
      });
    void gone.then(() => {
      reject(new Error(`The bot did not start:\n${said()}`));
    });
  });
  return {
    kill: () => {
      child.kill('SIGKILL');
    },
    killed: () => child.killed,
    gone,
    said,
  };
}

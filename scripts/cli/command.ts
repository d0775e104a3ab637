import { Command } from 'commander';
import { isDebugging } from '#src/config.js';

/** A command line with its help. */
export function command(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .showHelpAfterError(`(npm run ${name} -- --help lists what it takes)`);
}

/** Runs a command. An error ends it with exit code 1 and one clear message; the stack is shown only when DEBUG is set. */
export async function run(program: Command, action: (words: string[]) => Promise<void>): Promise<void> {
  program.action(async () => {
    try {
      await action(program.args);
    } catch (error) {
      reportFailure(error);
    }
  });
  // A reader that has seen enough (`| head`) closes our output. That is an end and no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  await program.parseAsync();
}

/** One clear message on standard error, and exit code 1 at the end. */
export function reportFailure(error: unknown): void {
  console.error(describeError(error));
  process.exitCode = 1;
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return isDebugging() ? (error.stack ?? error.message) : error.message;
}

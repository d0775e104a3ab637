import { Command } from 'commander';

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
      console.error(describeError(error));
      process.exitCode = 1;
    }
  });
  await program.parseAsync();
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return process.env.DEBUG ? (error.stack ?? error.message) : error.message;
}

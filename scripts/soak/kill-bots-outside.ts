import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What the killer of bots tells: it lives with the tests, because it needs the stand-in for Discord. */
type Message =
  | { readonly round: number }
  | { readonly result: { readonly confirmed: number; readonly interrupted: number } }
  | { readonly error: string };

const compiled = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url));

/** Kills bots at random instants in a process of its own. @throws at the first round after which something was lost */
export function killBotsOutside(
  options: { readonly folder: string; readonly rounds: number; readonly seed: number },
  onRound: (round: number) => void,
): Promise<{ confirmed: number; interrupted: number }> {
  const child = fork(compiled('tests/soak/run.js'));
  child.send({ ...options, main: compiled('main.js'), corpus: compiled('../tests/fixtures/corpus') });
  return new Promise((resolve, reject) => {
    child.on('message', (message: Message) => {
      if ('round' in message) onRound(message.round);
      else if ('result' in message) resolve(message.result);
      else reject(new Error(message.error));
    });
    child.once('exit', (code) => {
      reject(new Error(`The killer of bots ended with ${code ?? 'a signal'}.`));
    });
  });
}

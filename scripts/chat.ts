import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { answerQuestion } from '#src/answer-question.js';
import { readConfig } from '#src/config.js';
import { command, run } from './cli/command.js';
import { openOrBuild } from './cli/open.js';
import { formatAnswer } from './cli/print-answer.js';

const program = command('chat', 'Keeps asking for questions and answers them, as the bot would.');

await run(program, async () => {
  const { librarian, failure } = await openOrBuild(readConfig());
  if (failure) console.error(`${failure.message}\n`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '\n? ' });
  console.log('Ask what a member would ask. Ctrl+D ends.');
  terminal.prompt();
  for await (const line of terminal) {
    if (line.trim() !== '') {
      const asked = librarian();
      const answer = await answerQuestion(line, asked, { id: randomUUID() });
      console.log(`\n${formatAnswer(answer, asked.searcher?.generation ?? null)}`);
    }
    terminal.prompt();
  }
});

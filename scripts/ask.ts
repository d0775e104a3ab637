import { randomUUID } from 'node:crypto';
import { readConfig } from '#src/config.js';
import { answerQuestion } from '#src/answer-question.js';
import { command, run } from './cli/command.js';
import { openOrBuild } from './cli/open.js';

interface Options {
  json?: boolean;
  stdin?: boolean;
  article?: string;
}

const program = command('ask', 'Answers a question with quoted passages, as the bot would.')
  .argument('[question...]', 'what a member would type')
  .option('--json', 'print the answer as one line of JSON')
  .option('--stdin', 'read JSON lines {"id","text"} from standard input, print one line each (with --json)')
  .option('--article <id>', 'print how an article is cut into passages instead');

await run(program, async (words) => {
  const { json, stdin, article } = program.opts<Options>();
  const config = readConfig();
  if (article !== undefined) {
    const { printArticle } = await import('./cli/print-article.js');
    await printArticle(config, article);
    return;
  }
  const question = words.join(' ');
  if (!stdin && question.trim() === '')
    throw new Error('There is no question. Write it in quotes: npm run ask -- "why does my back hurt?"');
  if (stdin && !json) throw new Error('--stdin prints JSON lines. Add --json.');
  const { librarian, failure } = await openOrBuild(config);
  if (stdin) {
    const { answerStream } = await import('./cli/answer-stream.js');
    for await (const line of answerStream(process.stdin, librarian)) process.stdout.write(`${line}\n`);
  } else {
    const asked = librarian();
    const answer = await answerQuestion(question, asked, { id: randomUUID() });
    if (json) {
      console.log(JSON.stringify(answer));
    } else {
      const { formatAnswer } = await import('./cli/print-answer.js');
      console.log(formatAnswer(answer, asked.searcher?.generation ?? null));
    }
  }
  if (failure) throw failure;
});

import { formatTriage } from './cli/print-triage.js';
import { command, run } from './cli/command.js';
import { readConfig } from '#src/config.js';
import { noticeFor } from '#src/safety/notices.js';
import { readRules } from '#src/safety/rules.js';
import { triage } from '#src/safety/triage.js';

interface Options {
  json?: boolean;
  locale?: string;
}

const program = command(
  'triage',
  'Explains which red-flag rule a message fires, on which words, and what cancelled what.',
)
  .argument('[message...]', 'what a member would type')
  .option('--json', 'print the result as one line of JSON')
  .option('--locale <locale>', 'show the emergency number of this locale, such as en-GB');

await run(program, (words) => {
  const { json, locale } = program.opts<Options>();
  const message = words.join(' ');
  if (message.trim() === '')
    throw new Error('There is no message. Write it in quotes: npm run triage -- "both legs are numb"');
  const rules = readRules();
  const found = triage(message, rules);
  const { emergencyNumber } = readConfig();
  const notice = noticeFor(found, rules, { emergencyNumber, locale });
  console.log(json ? JSON.stringify({ ...found, notice }) : formatTriage(message, found, notice, rules));
  return Promise.resolve();
});

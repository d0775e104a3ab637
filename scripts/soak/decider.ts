import { openDecisions } from '#src/moderation/decisions.js';

// Withholds one section after the other in its folder until it is killed, and prints the number of each that was confirmed.

const [folder = '', name = ''] = process.argv.slice(2);
const decisions = await openDecisions(folder);
for (let number = 0; ; number++) {
  const reason = 'Long enough to be cut in two. '.repeat(number % 100);
  await decisions.record({ kind: 'quarantine', by: 'shell', article: name, heading: String(number), reason });
  process.stdout.write(`${number}\n`);
}

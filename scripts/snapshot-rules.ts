import { writeSnapshot } from '#src/safety/open-rules.js';
import { command, run } from './cli/command.js';

await run(command('build', 'Checks the red-flag rules and keeps them ready for a fast start.'), writeSnapshot);

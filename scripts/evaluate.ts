import { readFile, writeFile } from 'node:fs/promises';
import { createLibrarian, openSearcher } from '#src/open-librarian.js';
import { readConfig } from '#src/config.js';
import { CALIBRATION_FILE, type Calibrations } from '#src/retrieval/calibration.js';
import { command, run } from './cli/command.js';
import { loadConfiguredEmbedder } from './cli/load-embedder.js';
import { calibrate, LEXICAL_KEYS, startingCalibration } from './evaluate/calibrate.js';
import { formatNearPassages } from './evaluate/near-passages.js';
import { formatSafetyReport, runSafetyEvaluation } from './evaluate/safety.js';
import { formatGolden, lockGolden, runGolden } from './evaluate/golden.js';
import { readQuestions } from './evaluate/questions.js';
import { formatReport, report, runQuestions, type Outcome } from './evaluate/retrieval.js';

interface Options {
  calibrate?: boolean;
  test?: boolean;
  misses?: boolean;
  lockGolden?: boolean;
}

const program = command('evaluate', 'Measures retrieval and safety on the messages in evaluation/.')
  .option(
    '--calibrate',
    'fit ranking, confidence and threshold to the development questions and keep them for this model',
  )
  .option('--test', 'also run the test split, which is for final figures only')
  .option('--lock-golden', 'lock the golden questions that are met and list the others as known misses')
  .option('--misses', 'list the questions whose first quote does not answer');

await run(program, async () => {
  const options = program.opts<Options>();
  const config = readConfig();
  const embedder = await loadConfiguredEmbedder(config);
  if (options.calibrate) await writeCalibration(await fit());
  const searcher = await openSearcher(config.indexDir, embedder);
  const { rules } = await createLibrarian(config, searcher);
  const calibration = searcher.calibrations.models[embedder.fingerprint] ?? searcher.calibrations.lexical;
  for (const split of options.test ? ['development', 'test'] : ['development']) {
    const questions = await readQuestions(`evaluation/retrieval/${split}.jsonl`, searcher.generation);
    const outcomes = await runQuestions(questions, searcher, rules, calibration);
    console.log(formatReport(split, report(outcomes, calibration)));
    if (options.misses && split === 'development') printMisses(outcomes);
  }

  console.log(formatSafetyReport(await runSafetyEvaluation('evaluation/safety', options.test === true)));
  const golden = await runGolden(config.corpusDir, searcher);
  console.log(formatGolden(golden));
  console.log(formatNearPassages(searcher.generation));
  if (options.lockGolden) await lockGolden(config.corpusDir, golden);

  async function fit(): Promise<Calibrations> {
    const calibrations = await readFile(CALIBRATION_FILE, 'utf8').then(
      (text) => JSON.parse(text) as Calibrations,
      (): Calibrations => ({ lexical: startingCalibration(LEXICAL_KEYS), models: {} }),
    );
    await writeCalibration(calibrations);
    const unfitted = await openSearcher(config.indexDir, embedder);
    const safety = await createLibrarian(config, unfitted);
    const questions = await readQuestions('evaluation/retrieval/development.jsonl', unfitted.generation);
    const outcomes = await runQuestions(questions, unfitted, safety.rules, startingCalibration());
    const measured = `evaluation/retrieval/development.jsonl (${outcomes.length} messages), generation ${unfitted.generation.manifest.generation}`;
    return {
      lexical: calibrate(outcomes, measured, LEXICAL_KEYS),
      models: { ...calibrations.models, [embedder.fingerprint]: calibrate(outcomes, measured) },
    };
  }
});

async function writeCalibration(calibrations: Calibrations): Promise<void> {
  await writeFile(CALIBRATION_FILE, `${JSON.stringify(calibrations, null, 2)}\n`);
}

function printMisses(outcomes: readonly Outcome[]): void {
  for (const { question, ranked, confidence } of outcomes) {
    const first = ranked[0];
    if (!first || question.grades.get(`${first.passage.article}\n${first.passage.headings.at(-1) ?? ''}`) === 2)
      continue;
    const wanted = [...question.grades.keys()].map((key) => key.replace('\n', ' › ')).join(' | ') || '(off topic)';
    console.log(
      `\n${confidence.toFixed(2)} ${question.text}\n  got    ${first.passage.article} › ${first.passage.headings.join(' › ')}\n  wanted ${wanted}`,
    );
  }
}

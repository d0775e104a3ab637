import { fileURLToPath } from 'node:url';
import dotenv from 'dotenv';

/** Every setting of the program, with its default filled in. Nothing else reads the environment. */
export interface Config {
  /** Folder of articles, sources.yaml and glossary.yaml. */
  readonly corpusDir: string;
  /** Folder of index generations. */
  readonly indexDir: string;
  /** `bundled`, a folder with a transformers.js model, or a hub id such as `Xenova/all-MiniLM-L6-v2`. */
  readonly embeddingModel: string;
  /** Where hub models are kept once downloaded. */
  readonly modelCacheDir: string;
  /** Another address for the model hub, or null for the library's own. */
  readonly modelHost: string | null;
  /** Shown as a line of its own under an emergency notice; null leaves it to the reader's locale. */
  readonly emergencyNumber: string | null;
  /** Errors are printed with their stack. */
  readonly debug: boolean;
}

/** One or more settings cannot be used. The message lists them all. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that is there but blank counts as left out. */
const emptyToNull = (value: string | undefined) => (value === undefined || value.trim() === '' ? null : value.trim());

const projectFolder = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** Settings from the environment and, below it, from `.env` in the folder the program was started in. @throws {ConfigError} */
export function readConfig(): Config {
  dotenv.config({ quiet: true });
  return parseConfig(process.env);
}

/** The same from a given environment. @throws {ConfigError} */
export function parseConfig(env: Environment): Config {
  const setting = (name: string) => emptyToNull(env[name]);
  const problems: string[] = [];
  const emergencyNumber = setting('EMERGENCY_NUMBER');
  if (emergencyNumber !== null && !/^[0-9 ]{2,15}$/.test(emergencyNumber)) {
    problems.push(`EMERGENCY_NUMBER is "${emergencyNumber}". Write digits only, such as 112, or leave it out.`);
  }
  const modelHost = setting('MODEL_HOST');
  if (modelHost !== null && !(URL.canParse(modelHost) && /^https?:\/\//i.test(modelHost))) {
    problems.push(
      `MODEL_HOST is "${modelHost}". Write an address such as https://models.example.org/, or leave it out.`,
    );
  }
  if (problems.length > 0)
    throw new ConfigError(`Some settings cannot be used:\n${problems.map((text) => `  ${text}`).join('\n')}`);
  return {
    corpusDir: setting('CORPUS_DIR') ?? projectFolder('corpus'),
    indexDir: setting('INDEX_DIR') ?? projectFolder('data/index'),
    embeddingModel: setting('EMBEDDING_MODEL') ?? 'bundled',
    modelCacheDir: setting('MODEL_CACHE_DIR') ?? projectFolder('data/models'),
    modelHost,
    emergencyNumber,
    debug: isDebugging(env),
  };
}

/** Whether errors are printed with their stack. To be known even where the other settings cannot be read. */
export function isDebugging(env: Environment = process.env): boolean {
  return emptyToNull(env.DEBUG) !== null;
}

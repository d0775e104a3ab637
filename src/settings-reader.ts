import { distance } from 'fastest-levenshtein';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One or more settings cannot be used. The message lists them all. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** A setting as it was found, without the spaces around it; blank counts as left out. */
export interface Setting {
  readonly name: string;
  readonly value: string | null;
}

/** Longest value that a message repeats. A token or another secret is longer, and could stand in the wrong line. */
const LONGEST_SHOWN = 30;

/** Reads settings one by one and remembers what is wrong with them, so that everything can be said at once. */
export class SettingsReader {
  readonly #env: Environment;
  readonly #known = new Set<string>();
  readonly #problems: string[] = [];

  constructor(env: Environment) {
    this.#env = env;
  }

  read(name: string): Setting {
    this.#known.add(name);
    const value = this.#env[name]?.trim() ?? '';
    return { name, value: value === '' ? null : value };
  }

  /** The value if it passes, or null when it is left out. `remedy` is a sentence that says what to write instead. */
  check({ name, value }: Setting, passes: (value: string) => boolean, remedy: string): string | null {
    if (value === null || passes(value)) return value;
    this.#problems.push(`${name} is ${shown(value)}. ${remedy}`);
    return null;
  }

  /** A value that cannot be done without and that no message repeats. */
  secret({ name, value }: Setting, passes: (value: string) => boolean, remedy: string): string {
    if (value === null) this.#problems.push(`${name} is missing. ${remedy}`);
    else if (!passes(value)) this.#problems.push(`${name} has another form. ${remedy}`);
    return value ?? '';
  }

  /** Values with commas between them. */
  list({ name, value }: Setting, passes: (value: string) => boolean, remedy: string): readonly string[] {
    const values = value === null ? [] : value.split(',').map((part) => part.trim());
    return values.filter((part) => this.check({ name, value: part }, passes, remedy) !== null);
  }

  /** A whole number within bounds, both included. */
  number(setting: Setting, [least, most]: readonly [number, number], remedy: string): number | null {
    const passes = (value: string) => /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most;
    const value = this.check(setting, passes, remedy);
    return value === null ? null : Number(value);
  }

  /** @throws {ConfigError} with everything that is wrong, names that look like a slip of the pen included */
  finish(): void {
    const problems = [...this.#problems, ...this.#slips()];
    if (problems.length === 0) return;
    throw new ConfigError(`Some settings cannot be used:\n${problems.map((text) => `  ${text}`).join('\n')}`);
  }

  /** Names that nothing reads and that are nearly the name of a setting which is not there. */
  #slips(): string[] {
    return Object.keys(this.#env).flatMap((name) => {
      if (this.#known.has(name)) return [];
      const meant = [...this.#known].find((known) => this.#env[known] === undefined && isSlip(name, known));
      if (meant === undefined) return [];
      return [
        `${name} is no setting. ${meant} is: rename it, or add the line "${meant}=" if another program reads ${name}.`,
      ];
    });
  }
}

/** At most two letters apart, in whatever case; in a short name, which other programs may well have, one. */
function isSlip(name: string, known: string): boolean {
  if (Math.abs(name.length - known.length) > 2) return false;
  return distance(name.toUpperCase(), known) <= (known.length < 8 ? 1 : 2);
}

function shown(value: string): string {
  return value.length > LONGEST_SHOWN ? `${value.length} characters long` : JSON.stringify(value);
}

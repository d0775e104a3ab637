import type { Level } from './level.js';
import type { RuleSet } from './rules.js';
import type { Rule } from './schema.js';
import type { Decision } from './settle.js';

/** Under every answer. Domain brief, preface. */
export const DISCLAIMER =
  'General information, not medical advice. It cannot examine you. If something feels wrong or gets worse, see a clinician. Emergency signs: call your local emergency number.';

/** Its sentence is not said in public places: it tells everybody what the asker's trouble is. */
const CAUDA_EQUINA = 'cauda-equina';

/** For a message in another language in which no sign was found. */
export const ENGLISH_ONLY = 'The passages are in English only.';

export interface Notice {
  readonly level: Level;
  readonly flags: readonly string[];
  /** What to show to the person who asked. */
  readonly text: string;
  /** The same for a public place: without the sentence about cauda equina. */
  readonly public: string;
  /** The rule set that decided. */
  readonly version: string;
}

export interface NoticeSettings {
  /** EMERGENCY_NUMBER of the server's operator; goes before the locale. */
  readonly emergencyNumber?: string | null | undefined;
  /** The reader's locale, such as "en-GB". */
  readonly locale?: string | undefined;
  /** Gives `text` in the form for public places. */
  readonly public?: boolean | undefined;
}

/** The fixed text for what triage found. Texts come word for word from the domain brief, section D. */
export function noticeFor(decision: Decision, rules: RuleSet, settings: NoticeSettings = {}): Notice | null {
  const { level, flags } = decision;
  if (level === null) return null;
  const added = addedSentences(decision, rules.rules);
  const addedInPublic = addedSentences(
    decision,
    rules.rules.filter(({ flag }) => flag !== CAUDA_EQUINA),
  );
  const number = level === 'soon' ? undefined : emergencyNumber(rules, settings);
  const compose = (sentences: readonly string[]) =>
    [[rules.file.notices[level], ...sentences].join(' '), ...(number ? [`Emergency number: ${number}`] : [])].join(
      '\n',
    );
  const open = compose(addedInPublic);
  return { level, flags, text: settings.public ? open : compose(added), public: open, version: rules.version };
}

/** What those of `rules` that fired add to the text of an emergency or urgent notice. */
function addedSentences({ level, rules: fired }: Decision, rules: readonly Rule[]): string[] {
  if (level !== 'emergency' && level !== 'urgent') return [];
  const sentences = rules
    .filter(({ id, flag }) => fired.includes(id) && (flag !== CAUDA_EQUINA || level === 'emergency'))
    .flatMap(({ add }) => add ?? []);
  return [...new Set(sentences)];
}

/** The operator's number, else that of the region the locale names. A bare "en" names none. */
function emergencyNumber({ file }: RuleSet, { emergencyNumber: set, locale }: NoticeSettings): string | undefined {
  if (set) return set;
  const region = regionOf(locale);
  return Object.entries(file['emergency-numbers']).find(([, regions]) => region && regions.includes(region))?.[0];
}

function regionOf(locale: string | undefined): string | undefined {
  if (!locale) return undefined;
  try {
    const { language, region } = new Intl.Locale(locale);
    return region ?? (language === 'en' ? undefined : new Intl.Locale(locale).maximize().region);
  } catch {
    return undefined;
  }
}

/** What Discord says of everybody who reads English and chose nothing: it names no country. */
const DEFAULT = 'en-US';

/**
 * A locale that tells where somebody may be, for the emergency number. Discord knows two kinds of English, and people in Ireland, India
 * and Australia read the American one: no number is better than a wrong one. An operator in one country sets EMERGENCY_NUMBER.
 */
export function tellingLocale(locale: string | undefined): string | undefined {
  return locale === DEFAULT ? undefined : locale;
}

/** What somebody asks in a message that mentions the bot, or its role. */
export function questionIn(content: string, me: string): string {
  return content.replaceAll(new RegExp(`<@!?${me}>|<@&\\d+>`, 'g'), ' ').trim();
}

/** Whether there is anything to read in it: "???" and emoji alone say nothing that could be looked up. */
export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

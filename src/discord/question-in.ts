/** What somebody asks in a message that mentions the bot. */
export function questionIn(content: string, me: string): string {
  return content.replaceAll(new RegExp(`<@!?${me}>`, 'g'), ' ').trim();
}

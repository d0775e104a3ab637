/** What somebody asks in a message that mentions the bot, or its role. */
export function questionIn(content: string, me: string): string {
  return content.replaceAll(new RegExp(`<@!?${me}>|<@&\\d+>`, 'g'), ' ').trim();
}

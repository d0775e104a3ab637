import { NoServerError } from './register.js';

/** Discord's answers to a wrong setup, by the code of the error, with what to do about them. */
const REMEDIES: Readonly<Record<string, string>> = {
  TokenInvalid: 'Discord refuses DISCORD_TOKEN. Take a new one: "Reset Token" on the page "Bot" of the application.',
  DisallowedIntents:
    'Discord refuses to show message content. Switch on "Message Content Intent" on the page "Bot" of the application, or leave ASK_CHANNEL_IDS blank.',
};

/** What an operator has to mend before the bot can start, or null where another try may help. */
export function explainRefusal(error: unknown): string | null {
  if (error instanceof NoServerError) return error.message;
  const { code, status, message } = error as { code?: unknown; status?: unknown; message?: unknown };
  if (status === 401) return REMEDIES.TokenInvalid!;
  // The gateway's refusal arrives as an error without a code.
  if (message === 'Used disallowed intents') return REMEDIES.DisallowedIntents!;
  return REMEDIES[String(code)] ?? null;
}

import type { LabelledMessage } from './safety-messages.js';

/**
 * Messages as members write them who have a sign and ask about something else too: each with one of the ordinary questions behind it or before it, in
 * turn. They keep their labels.
 */
export function mixMessages(
  messages: readonly LabelledMessage[],
  ordinary: readonly LabelledMessage[],
): LabelledMessage[] {
  return messages.map((message, place) => {
    const question = ordinary[place % ordinary.length]!.text;
    const [first, second] = place % 2 === 0 ? [message.text, question] : [question, message.text];
    return { ...message, text: `${endSentence(first)} ${second}` };
  });
}

function endSentence(text: string): string {
  return /[.!?…]\s*$/u.test(text) ? text : `${text}.`;
}

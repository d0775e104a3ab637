import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { answerQuestion, type Librarian } from '#src/answer-question.js';

/** Answers JSON lines `{"id","text"}` with one JSON line each, in order. A bad line gives an error line in its place and the run goes on. */
export async function* answerStream(input: Readable, librarian: () => Librarian): AsyncGenerator<string> {
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number++;
    if (line.trim() === '') continue;
    const request = parseRequest(line);
    if (typeof request === 'string') yield JSON.stringify({ id: null, error: `line ${number}: ${request}` });
    else yield JSON.stringify(await answerQuestion(request.text, librarian(), { id: request.id }));
  }
}

function parseRequest(line: string): { id: string; text: string } | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'this is not valid JSON. Write {"id":"1","text":"…"} on one line.';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'this is no object. Write {"id":"1","text":"…"}.';
  const { id, text } = value as Record<string, unknown>;
  if (typeof text !== 'string') return '"text" is missing or no text. Write {"id":"1","text":"…"}.';
  if (typeof id !== 'string' && typeof id !== 'number')
    return '"id" is missing or no text. Write {"id":"1","text":"…"}.';
  return { id: String(id), text };
}

import type { Librarian } from '../answer-question.js';
import { REMARKS } from '../answer/answer.js';
import { message, type MessageBody } from './message.js';
import { closing } from './render-answer.js';

/** A short message about the bot itself. */
export const note = (text: string): MessageBody => message(text, { hidden: true });

/** Why nothing can be read right now. */
export function closedNote({ paused }: Librarian): MessageBody {
  return note(paused ? REMARKS.paused : NOTES.closed);
}

/** What the bot says of itself and of things that did not go as they should. */
export const NOTES = {
  gone: 'That passage is not in the library any more. Ask again, or look it up with /lookup.',
  oldButton: 'This button is from an older version of Backchat. Ask again to get a new one.',
  noArticle: 'There is no article of that name. Choose one from the list that opens while you type.',
  noText: 'That message holds no text to look up.',
  unreadable: 'The message cannot be read any more. Use /ask: only you will see the answer.',
  notYours: 'Only the member who asked, or a moderator, can delete this.',
  closed: 'The library cannot be searched right now. Please try again later.',
  failed: 'Something went wrong here, and it was not you. Please try again.',
  busy: 'Many people are asking at once. Please try again in a minute.',
  thanks: 'Thank you. The vote is counted for the passages, without your name.',
  voteWaits: 'Thank you. The vote could not be written yet; that is tried again with the next one.',
  voted: 'You have voted on this answer already.',
  shared: 'You have shared this already. Ask again to share it once more.',
  reported: 'Thank you. The report is counted for the passage, without your name, and moderators read of it.',
  reportedBefore: 'Your report of this passage is already counted.',
  nothingToDo: 'Nothing to do: the articles are what is quoted already.',
  elsewhere: 'This can only be done in the home server of Backchat.',
  notAModerator: 'Only moderators of Backchat can do this.',
} as const;

/** Asks for patience. */
export function waitNote(seconds: number): MessageBody {
  return note(`One question at a time: please ask again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`);
}

const own = (paragraphs: readonly string[]): MessageBody =>
  message([...paragraphs, closing()].join('\n\n'), { hidden: true });

/** /about */
export function renderAbout({ searcher, rules }: Librarian): MessageBody {
  const generation = searcher?.generation;
  const { manifest } = generation ?? {};
  const library = manifest
    ? [
        `- Passages: generation \`${manifest.generation}\``,
        `- ${manifest.counts.articles} articles, ${manifest.counts.passages} passages, ${generation!.sources.size} sources`,
        `- Embedding model: \`${manifest.embedder.id}\``,
      ]
    : ['- Passages: none can be searched right now'];
  return own([
    '**Backchat** finds passages about pain during and after spinal decompression and quotes them word for word, with their sources. It is a library, not a clinician: it writes nothing about health itself, and it says so when it has no answer.',
    [...library, `- Red-flag rules: version \`${rules.version}\`, ${rules.rules.length} rules`].join('\n'),
    'Your message is checked for warning signs before anything is searched. /sources lists what the passages rest on, /privacy what is kept.',
  ]);
}

/** /privacy */
export function renderPrivacy(): MessageBody {
  return own([
    '**What Backchat keeps of who asks: nothing.** No message and no name or id of a member who asks is written to disk or to a log.',
    [
      '- Your words are read to answer you, then forgotten. Buttons carry ids of passages, never your question.',
      '- To understand a reply or a question in a thread, the bot reads what it follows up, and forgets it likewise.',
      '- “Helpful”, “Not helpful” and reports are counted by passage, without who sent them. Of a report moderators read the passage and the reason that was chosen.',
      '- Of questions that found no answer it is counted which article was nearest, and which words of the articles were in them: no other word, and not which came together.',
      '- In memory alone, until a restart: which reply belongs to which message, so that an answer goes when you delete your message; when you last asked; and that you voted on, shared or reported an answer.',
      '- The Delete button of a public answer carries your user id, which Discord shows there anyway.',
      '- Of moderators, and of nobody else, the user id is kept: in the history of what they decided about the articles.',
      '- Counts of questions and notices, and how long answers took, without texts or names.',
    ].join('\n'),
    'Answers to /ask are seen by you alone unless you share them. In a public channel everybody can read what you write there.',
  ]);
}

/** /help, and what somebody reads who mentions the bot without a question. */
export function renderHelp(): MessageBody {
  return own([
    '**How to ask**',
    [
      '- **/ask** with your question: only you see the answer, unless you choose *share*.',
      '- Mention me, reply to me, or write me a direct message.',
      '- Right-click a message (or hold it on a phone), then *Apps* › *Find passages*.',
      '- **/lookup** opens an article. Without a topic it asks you step by step.',
      '- **/sources**, **/about** and **/privacy** say what this rests on and what is kept.',
    ].join('\n'),
    '**Buttons**: *More* shows further passages, *Read* opens an article at the section that was quoted, *Share* posts the passages without your question, *Report* tells moderators what is wrong with a passage, *Delete* takes an answer away (for who asked, and moderators).',
  ]);
}

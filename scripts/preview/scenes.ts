import { randomUUID } from 'node:crypto';
import { answerQuestion, type Librarian } from '#src/answer-question.js';
import { decode } from '#src/discord/action.js';
import { renderGuide } from '#src/discord/guide.js';
import type { MessageBody } from '#src/discord/message.js';
import { noticeIn, renderAnswer, renderDelicate, renderMore, renderShared } from '#src/discord/render-answer.js';
import { renderPage } from '#src/discord/render-page.js';
import { renderSources } from '#src/discord/render-sources.js';
import { renderAbout, renderHelp, renderPrivacy, waitNote } from '#src/discord/render-texts.js';
import type { Generation } from '#src/search-index/generation.js';
import type { Scene } from './discord-html.js';
import { moderatorsScenes } from './moderators-scenes.js';

const DESKTOP = 760;
const PHONE = 390;
/** Who asks in the pictures. */
const ASKER = '123456789012345678';

/** One scene for each kind of answer, made of what the bot would send. */
export async function makeScenes(librarian: Librarian, generation: Generation): Promise<Scene[]> {
  const answer = (question: string, isPublic: boolean) =>
    answerQuestion(question, librarian, { id: randomUUID(), locale: 'en-GB', public: isPublic });
  const inPublic = async (name: string, question: string, width = DESKTOP): Promise<Scene> => ({
    name,
    question,
    body: renderAnswer(await answer(question, true), generation, { hidden: false, asker: ASKER }),
    width,
  });
  const inPrivate = async (name: string, question: string, width = DESKTOP): Promise<Scene> => ({
    name,
    command: '/ask',
    body: renderAnswer(await answer(question, false), generation),
    width,
  });
  const release = 'fine while I hang but it grabs when I let go of the bar. why?';
  const saddle = 'numb between my legs and I cannot pee since I hung upside down';
  const weakLeg = 'after the inversion table my right leg feels weak and I keep tripping over my toes';
  const stiff = 'since I hang from a bar my back is stiff for an hour every morning and better once I move';
  const { quotes } = await answer(release, false);
  const lookedUp = quotes[0]!.passage;
  const urgent = await inPrivate('urgent', weakLeg);
  const above = noticeIn(urgent.body.content);
  const { quotes: urgentQuotes } = await answer(weakLeg, false);
  const left = urgentQuotes.filter(({ passage }) => passagesBehind('more', urgent.body).includes(passage));
  const { body: answered } = await inPrivate('shared', release);
  const shared = quotes.filter(({ passage }) => passagesBehind('share', answered).includes(passage));
  return [
    await inPublic('answer', release),
    await inPublic('answer-phone', release, PHONE),
    await inPrivate('emergency', saddle),
    await inPrivate('emergency-phone', saddle, PHONE),
    await inPrivate('crisis', 'my back has hurt for years and I want to kill myself'),
    urgent,
    { ...urgent, name: 'urgent-phone', width: PHONE },
    ...(left.length > 0 ? [{ name: 'more', body: renderMore(left, generation, above), width: DESKTOP }] : []),
    await inPrivate('soon', stiff),
    await inPrivate('no-answer', 'which magnesium brand should I buy for my inversion table'),
    {
      name: 'delicate',
      question: saddle,
      body: renderDelicate(await answer(saddle, true), { hidden: false, asker: ASKER }),
      width: DESKTOP,
    },
    { name: 'lookup', command: '/lookup', body: renderPage(lookedUp, generation)!, width: DESKTOP },
    { name: 'lookup-urgent', body: renderPage(urgentQuotes[0]!.passage, generation, { above })!, width: DESKTOP },
    { ...(await inPublic('thread', release)), thread: quotes[0]!.title },
    { name: 'shared', body: renderShared(shared, generation, ASKER), width: DESKTOP },
    { name: 'guide', command: '/lookup', body: renderGuide([]), width: PHONE },
    { name: 'sources', command: '/sources', body: renderSources(generation, lookedUp, 0)!, width: DESKTOP },
    ...moderatorsScenes(generation, lookedUp),
    { name: 'about', command: '/about', body: renderAbout(librarian), width: PHONE },
    { name: 'help', command: '/help', body: renderHelp(), width: PHONE },
    { name: 'privacy', command: '/privacy', body: renderPrivacy(), width: PHONE },
    { name: 'wait', command: '/ask', body: waitNote(8), width: PHONE },
  ];
}

/** The passages that a button of a message brings. */
function passagesBehind(kind: 'more' | 'share', { components }: MessageBody): readonly string[] {
  const parts = components.flatMap((row) => row.components);
  const actions = parts.map((part) => ('custom_id' in part ? decode(part.custom_id) : null));
  return actions.flatMap((action) => (action?.kind === kind ? action.passages : []));
}

import { randomUUID } from 'node:crypto';
import { answerQuestion, type Librarian } from '#src/answer-question.js';
import { renderGuide } from '#src/discord/guide.js';
import { renderAnswer, renderDelicate } from '#src/discord/render-answer.js';
import { renderPage } from '#src/discord/render-page.js';
import { renderSources } from '#src/discord/render-sources.js';
import { renderAbout } from '#src/discord/render-texts.js';
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
  const lookedUp = (await answer(release, false)).quotes[0]!.passage;
  return [
    await inPublic('answer', release),
    await inPublic('answer-phone', release, PHONE),
    await inPrivate('emergency', saddle),
    await inPrivate('emergency-phone', saddle, PHONE),
    await inPrivate('crisis', 'my back has hurt for years and I want to kill myself'),
    await inPrivate('urgent', 'after the inversion table my right leg feels weak and I keep tripping over my toes'),
    await inPrivate(
      'urgent-phone',
      'after the inversion table my right leg feels weak and I keep tripping over my toes',
      PHONE,
    ),
    await inPrivate('no-answer', 'which magnesium brand should I buy for my inversion table'),
    {
      name: 'delicate',
      question: saddle,
      body: renderDelicate(await answer(saddle, true), { hidden: false, asker: ASKER }),
      width: DESKTOP,
    },
    { name: 'lookup', command: '/lookup', body: renderPage(lookedUp, generation)!, width: DESKTOP },
    { name: 'guide', command: '/lookup', body: renderGuide([]), width: PHONE },
    { name: 'sources', command: '/sources', body: renderSources(generation, lookedUp, 0)!, width: DESKTOP },
    ...moderatorsScenes(generation, lookedUp),
    { name: 'about', command: '/about', body: renderAbout(librarian), width: PHONE },
  ];
}

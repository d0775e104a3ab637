import { menu, message, type MessageBody } from './message.js';
import { closing } from './render-answer.js';

interface Choice {
  readonly key: string;
  readonly label: string;
  /** Its part of the question. */
  readonly words: string;
}

const choice = (key: string, label: string, words: string): Choice => ({ key, label, words });

/** For members who cannot phrase a question: three choices make one. */
const STEPS: readonly { readonly ask: string; readonly choices: readonly Choice[] }[] = [
  {
    ask: 'What do you do for your back?',
    choices: [
      choice('bar', 'Hang from a bar', 'hanging from a pull-up bar'),
      choice('table', 'Inversion table', 'on the inversion table'),
      choice('clinic', 'Traction in a clinic', 'traction in a clinic'),
      choice('stretch', 'Stretches or resting positions', 'stretching my back at home'),
    ],
  },
  {
    ask: 'When does it hurt?',
    choices: [
      choice('during', 'While I do it', 'while I do it'),
      choice('release', 'When I stop and stand up again', 'when I stop and stand up again'),
      choice('after', 'In the hours after it', 'a few hours afterwards'),
      choice('morning', 'The next morning', 'the next morning'),
      choice('long', 'For weeks now', 'again and again for some weeks'),
    ],
  },
  {
    ask: 'What does it feel like?',
    choices: [
      choice('sharp', 'A sharp pain in one place', 'a sharp pain in one spot of my lower back'),
      choice('ache', 'A dull ache or stiffness', 'a dull ache and stiffness in my lower back'),
      choice('spasm', 'A cramp or spasm', 'my back muscles cramp and go into spasm'),
      choice('leg', 'Pain that goes down a leg', 'pain that goes down my leg'),
      choice('tingling', 'Tingling or numbness', 'tingling and numbness'),
      choice('weak', 'A weak leg or foot', 'my leg feels weak'),
      choice('saddle', 'Numb between the legs, bladder or bowels', 'numb between my legs and I cannot pee'),
      choice('head', 'Dizziness, headache, eyes or ears', 'I get dizzy with a headache and pressure'),
      choice('arms', 'Neck, shoulders, arms or hands', 'my neck, shoulders and hands hurt'),
    ],
  },
];

/** Feelings that are warning signs: triage reads them without the words that the guide puts around them. */
const SIGNS = ['weak', 'saddle'];

/** The question that all choices make together, and what triage reads of it; null while a choice is missing, or when one is unknown. */
export function composeQuestion(chosen: readonly string[]): { text: string; told: string } | null {
  if (chosen.length !== STEPS.length) return null;
  const parts = chosen.map((key, step) => STEPS[step]!.choices.find((one) => one.key === key)?.words);
  const [method, when, feeling] = parts;
  if (method === undefined || when === undefined || feeling === undefined) return null;
  const text = `${method}, ${when}: ${feeling}. Why does it hurt and what can I do?`;
  return { text, told: SIGNS.includes(chosen.at(-1)!) ? feeling : text };
}

/** Whether these choices lead to a further step. */
export function isGuideStep(chosen: readonly string[]): boolean {
  return chosen.length < STEPS.length && chosen.every((key, at) => STEPS[at]!.choices.some((one) => one.key === key));
}

/** The question of the next step, as a menu; `chosen` is one that `isGuideStep` accepts. */
export function renderGuide(chosen: readonly string[]): MessageBody {
  const { ask, choices } = STEPS[chosen.length]!;
  return message(`**Step ${chosen.length + 1} of ${STEPS.length}.** ${ask}\n\n${closing()}`, {
    hidden: true,
    rows: [
      menu(
        ask,
        { kind: 'guide', chosen },
        choices.map(({ key, label }) => ({ value: key, label })),
      ),
    ],
  });
}

import { expect, test } from 'vitest';
import { readRules } from '#src/safety/rules.js';
import { triage } from '#src/safety/triage.js';

const rules = readRules();

const CASES: [message: string, level: string | null, why: string][] = [
  ['no numbness but i did wet myself', 'emergency', 'a denial ends at "but"'],
  ['not only numb between my legs, cant pee either', 'emergency', '"not only" denies nothing'],
  ['my bits are not numb', null, 'a denial after the place'],
  ['no numbness, tingling or weakness in my legs', null, 'a denial reaches over a list'],
  ['legs fine, bladder fine, cant feel when i wipe', 'emergency', 'what is fine does not hide what is not'],
  ['what is saddle numbness', null, 'a question about a word'],
  ['air hunger after traction, how do you cure it', 'emergency', 'a question behind what is told'],
  ['what is it when my bum is numb', 'emergency', 'a question about a person'],
  ['if i get numb between my legs should i worry', null, 'a condition'],
  ['if i sneeze i wet myself', 'emergency', 'a condition that comes true'],
  ['is it normal if i cant feel when i wipe', 'emergency', '"normal if" tells of something real'],
  ['had numb privates in 2019, surgery, all fine now', 'soon', 'long ago and over'],
  ['had numb privates in 2019 and it is back since yesterday', 'emergency', 'long ago and back'],
  ['my dad has wet himself and his back is bad', 'emergency', 'somebody else counts'],
  ['my dog cant walk on his back legs', null, 'a dog does not'],
  ['nearly wet myself laughing', null, 'a figure of speech'],
  ['when i laugh i wet myself since my back went', 'emergency', 'laughing that is no figure of speech'],
  ['i wet myself lol', 'emergency', 'shame that laughs'],
  ['i shit the bed last night and did not feel it', 'emergency', 'meant as it is said'],
  ['i fell off a cliff and my head hit the wall', 'emergency', 'meant as it is said'],
  ['i cant have a wee, and the lady garden has no feeling', 'emergency', 'gardens'],
  ['Both legs. They are numb.', 'emergency', 'split over two sentences'],
  ['CANT FEEL WHEN I WIPE', 'emergency', 'upper case'],
  ['i canttt peeeee', 'emergency', 'stretched letters'],
  ['both lgs numm sinse ystrday', 'emergency', 'typing errors'],
  [
    'read that inversion helps. numb between the legs and cannot pee',
    'emergency',
    'what was read stands in another sentence',
  ],
  ["i'm a student. numb groin, no control over bladder", 'emergency', 'a student with a sign'],
  ['hung from the bar for school. numb groin, cannot pee', 'emergency', 'school in another sentence'],
  [
    "my textbook says it's fine. face drooping on one side, slurred speech",
    'emergency',
    'a textbook in another sentence',
  ],
  ['is chest tightness normal after stretching?', 'emergency', 'what is asked about is there'],
  ['hi is numbness between the legs normal after hanging', 'emergency', 'the same behind a greeting'],
  ['shortness of breath after the inversion table normal?', 'emergency', 'the same by a question mark'],
  ['peeing is normal, just a stiff back', null, 'told and not asked'],
  ['leaking urine with no back pain', 'emergency', 'what is denied stands behind'],
  ['i have chest pain and no insurance', 'emergency', 'something else is denied'],
  ['leg weakness no, chest pain no', null, 'each denied behind it'],
  ['any chest pain? nope. saddle numbness: no', null, 'each answered'],
  ['my chest hurts. No, really', 'emergency', '"no" begins another sentence'],
  ['no double vision', null, 'vision is there'],
  ['no pain just numbness between the legs', 'emergency', 'a denial ends at "just"'],
  ['never had chest pain before', 'emergency', 'not there until now'],
  ['no chest pain before or since', null, 'and not there now'],
  ['will the saddle numbness go away', 'emergency', 'asked whether it goes away'],
  ['other than leaking urine i feel great', 'emergency', 'everything else is well'],
];

test.each(CASES)('"%s" gives %s: %s', (message, level) => {
  expect(triage(message, rules).level).toBe(level);
});

test.each([
  ['no puedo orinar desde ayer', 'emergency'],
  ["je ne sens plus rien quand je m'essuie", 'emergency'],
  ['ich kann nicht mehr pinkeln', 'emergency'],
  ['não consigo urinar desde ontem', 'emergency'],
  ['me duele la espalda cuando me cuelgo de la barra', null],
  ['no mejora con la tracción y la verdad ya no quiero despertar', 'crisis'],
  ["j'ai mal au dos et je pense de plus en plus à en finir", 'crisis'],
  ['ho mal di schiena e non voglio più vivere con questo dolore', 'crisis'],
  ['boli mnie kręgosłup, nie chcę już żyć i jest mi źle', 'crisis'],
  ['fiebre y dolor de espalda desde ayer', 'urgent'],
  ['sin fiebre, solo la espalda cargada', null],
  ['kein fieber, nur das kreuz tut weh nach dem aushängen', null],
  ['keine brustschmerzen beim aushängen, nur der rücken ist steif', null],
  ['pas de fièvre ni rien, le dos coince un peu', null],
])('"%s", not in English, gives %s', (message, level) => {
  const found = triage(message, rules);
  expect(found.level).toBe(level);
  expect(found.language).toBe('other');
});

test.each([
  'mal di schiena quando mi appendo alla sbarra',
  'quanto tempo devo restare appeso alla sbarra ogni giorno?',
  'hoe lang moet ik aan de stang hangen?',
  'beetje spierpijn na het hangen, is dat normaal?',
])('"%s", an ordinary message in Italian or Dutch, raises no alarm', (message) => {
  expect(triage(message, rules).level).toBeNull();
});

test('says which words a rule fired on, and what cancelled what', () => {
  const { evidence } = triage('no numbness between my legs but i cant pee', rules);
  expect(evidence).toContainEqual(
    expect.objectContaining({ rule: 'D1', standing: 'denied', because: 'no', level: null }),
  );
  expect(evidence).toContainEqual(
    expect.objectContaining({ rule: 'D2', words: 'cant pee', start: 34, end: 42, level: 'emergency' }),
  );
});

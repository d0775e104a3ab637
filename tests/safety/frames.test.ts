import { expect, test } from 'vitest';
import { readRules } from '#src/safety/rules.js';
import { triage } from '#src/safety/triage.js';

const rules = readRules();

const SIGNS = [
  'numbness between the legs',
  'saddle numbness',
  'numb genitals',
  'losing bladder control',
  'not being able to pee',
  'leaking urine',
  'erection problems',
  'leg weakness',
  'foot drop',
  'pins and needles in both feet',
  'chest tightness',
  'chest pain',
  'shortness of breath',
  'coughing blood',
  'fainting',
  'slurred speech',
  'double vision',
  'blurred vision',
];

const alarms = (frame: string) =>
  SIGNS.map((sign) => frame.replace('…', sign)).filter((message) => {
    const { level } = triage(message, rules);
    return level !== null && level !== 'soon';
  });

test.each([
  '…?',
  'help with …',
  'woke up with …',
  'worried about …',
  'is … normal after hanging',
  'is … normal after inversion?',
  '… after inversion table normal?',
  'hi is … normal after decompression',
  'just wondering is … a normal side effect of traction',
  'is it normal to have … after hanging',
  '… is normal right',
  'surely … is normal after inversion',
  'is this … serious',
  'should i be worried about …',
  'anyone else get … after hanging',
  'why do i have …',
  'what to do about …',
  'is it ok to hang with …',
  'will … go away on its own',
  '… wont go away',
  '… comes and goes',
  '… is getting worse',
  'used to have … years ago and its back',
  'never had … before',
  'ive never had … until now',
  'didnt have … before the table',
  'no … before but now i do',
  '… but no pain',
  '… with no back pain',
  '… no pain though',
  'no pain just …',
  'no back pain at all, only …',
  'no fever no injury but …',
  'i have … and no insurance',
  'aside from … im fine',
  'apart from … all good',
  'probably nothing but …',
  'ended up with …',
  'i am not worried about …',
  'no insurance, …, what now',
  'back pain with …',
  'is … an emergency',
  'could … be from inversion',
  '… but i can still walk',
  'my dad has … after the table',
  '… from hanging too long?',
  '… yesterday but ok today',
])('"%s" tells of a sign, whichever it is', (frame) => {
  expect(alarms(frame)).toEqual(SIGNS.map((sign) => frame.replace('…', sign)));
});

test.each([
  'no signs of …',
  'what is …',
  'definition of …',
  'when should i worry about …',
  'if i get … what should i do',
  'what if i get …',
  'read about … online',
])('"%s" tells of none', (frame) => {
  expect(alarms(frame)).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import type { NoticeSettings } from '#src/safety/notices.js';
import { noticeFor } from '#src/safety/notices.js';
import { readRules } from '#src/safety/rules.js';
import { triage } from '#src/safety/triage.js';

const rules = readRules();
const show = (message: string, settings?: NoticeSettings) => noticeFor(triage(message, rules), rules, settings);

const EMERGENCY =
  'This could be an emergency. Stop any hanging, inversion or stretching. Call your local emergency number now, or have someone take you to the nearest emergency department. Do not drive yourself and do not wait for more answers here. Tell them your symptom and when it started.';
const URGENT =
  'Stop decompression. Please speak to a doctor or urgent-care line today. If numbness between your legs, trouble peeing or controlling your bowels, weakness in both legs, chest pain or collapse appears, call your local emergency number.';
const SOON =
  'Leave decompression alone for now and book a clinician within days to a couple of weeks. Come back to urgent care sooner if it worsens or a warning sign appears.';
const CRISIS =
  'I am sorry this is so hard. If you may act on it, call your local emergency number or a crisis line now and stay with someone.';

test('no sign, no notice', () => {
  expect(show('how long should i hang')).toBeNull();
});

test.each([
  ['cant pee since my back went', `${EMERGENCY} Say you are worried about cauda equina syndrome.`],
  [
    'fell off a ladder and landed on my back',
    `${EMERGENCY} If your head, neck or back took the blow, keep still and let the ambulance crew move you.`,
  ],
  ['my speech is slurred', `${EMERGENCY} Note the time it started.`],
  ['black curtain in one eye', `${EMERGENCY} Say that your eyesight changed suddenly.`],
  ['back pain after scuba diving', `${EMERGENCY} Tell them that you have been diving, and when.`],
  ['both my legs are weak', EMERGENCY],
  ['fever and back pain', URGENT],
  ['had breast cancer and now my back hurts', `${URGENT} If you have a cancer team, call their emergency line.`],
  ['24 weeks pregnant with back pain', `${URGENT} Call your maternity unit; they take calls at any hour.`],
  ['my back surgery wound is leaking', `${URGENT} Call the team that operated on you.`],
  ['six weeks and no better', SOON],
  ['i want to kill myself', CRISIS],
])('"%s" gets the text of the brief, word for word', (message, text) => {
  expect(show(message)!.text).toBe(text);
});

test('every notice names its rule set', () => {
  expect(show('cant pee since my back went')!.version).toMatch(/^\d{4}\.\d{2}\.\d{2}-\d+\+[0-9a-f]{8}\.[0-9a-f]{8}$/);
});

test('in public places cauda equina is not named', () => {
  const notice = show('cant pee since my back went', { public: true })!;
  expect(notice.text).toBe(EMERGENCY);
  expect(show('cant pee since my back went')!.public).toBe(EMERGENCY);
});

describe('the emergency number is a line of its own', () => {
  const lastLine = (settings: NoticeSettings, message = 'both my legs are weak') =>
    show(message, settings)!.text.split('\n').at(-1);

  test.each([
    ['en-GB', 'Emergency number: 999 or 112'],
    ['en-US', 'Emergency number: 911'],
    ['fr-CA', 'Emergency number: 911'],
    ['en-AU', 'Emergency number: 000'],
    ['en-NZ', 'Emergency number: 111'],
    ['de', 'Emergency number: 112'],
    ['es-ES', 'Emergency number: 112'],
    ['ja', EMERGENCY],
    ['en', EMERGENCY],
    ['not a locale!', EMERGENCY],
  ])('locale %s: %s', (locale, line) => {
    expect(lastLine({ locale })).toBe(line);
  });

  test("the operator's number goes before the locale", () => {
    expect(lastLine({ emergencyNumber: '113', locale: 'de' })).toBe('Emergency number: 113');
  });

  test('a crisis shows it too, SOON does not', () => {
    expect(lastLine({ locale: 'de' }, 'i want to kill myself')).toBe('Emergency number: 112');
    expect(lastLine({ locale: 'de' }, 'six weeks and no better')).toBe(SOON);
  });
});

import { expect, test } from 'vitest';
import { isAlarm } from '#src/safety/settle.js';
import { readRules } from '#src/safety/rules.js';
import { triageByRules } from '#src/safety/ruling.js';

// What the rules say before the learned wording is asked: plain names, history, what was only asked, warned of or feared.
const rules = readRules();
const levelOf = (message: string) => triageByRules(message, rules).decision.level;

test.each([
  'i was hit by a car, the hospital let me go home but i cant feel my legs',
  'ive got the bends',
  'i think i have the bends',
  'i have cauda equina syndrome',
  'diagnosed with cauda equina today',
  'doctors think i have cauda equina',
  'my retina detached',
  'im paralysed',
  'paralysed after the table',
  'my spine is broken',
  'had cauda equina in 2019 and now numb again',
  'i dont not have numbness down there, its there',
  'ive wetmyself',
  "ca n't feel when I wipe",
  'doctor asked if i had numbness between my legs and i do',
  'doctor asked if i had numbness between my legs. it is numb',
  'im worried i am losing control of my bladder',
  'im scared, i cant feel my legs',
  'scared i will wet myself again, did it twice today',
  'they told me it could get worse and now i cant pee',
  'doctor asked if i was ok and i dont feel my legs',
  'can i get an ambulance, my chest hurts',
  'can this make my bum numb? its been numb since yesterday',
  'nurse said to call if i cant pee, i cant pee since this morning',
  'will this pass, cant feel my legs',
  'will this go away, numb between legs',
  'can traction cause this? both legs numb',
  'could this damage be why i cant pee',
  'worried i might have cauda equina, bum numb',
  'said it could be nothing but my bum is numb',
  'told it could get worse my legs are numb',
  'afraid it will get worse both legs numb since yesterday',
  'doctor said i could lose bladder control and i just wet myself',
  'i was warned it could happen and it did, cant pee',
  'they asked if i had chest pain i said no but now my chest hurts',
  'it isnt not numb down there, it is',
  'im paralyzed',
  'my dad is paralysed since the fall',
  'my neck is broken',
  'detached retina',
  'he has cauda equina',
  'mri confirmed cauda equina',
  'he got the bends',
  'i have the bends',
  'i see stars and half my vision is missing',
  'seeing stars since i came up',
  'tight chest and cant breathe',
  'chest feels tight and my arm aches',
  'i wet the bed',
  'i wet my trousers',
  'collapsed on the table',
  'the table collapsed and i landed on my neck',
  'he is confused, doesnt know where he is',
  'wiped out on my bike, back hurts',
  'out of breath sitting still',
  'legs feel heavy and numb since yesterday',
  "i can 't feel when i wipe",
  'eye redness and it hurts badly, halos',
])('an emergency: %s', (message) => {
  expect(levelOf(message)).toBe('emergency');
});

test.each(['i keep dropping things, my hands are clumsy', 'my foot drops when i walk'])(
  'of the same day: %s',
  (message) => {
    expect(levelOf(message)).toBe('urgent');
  },
);

test.each([
  'had cauda equina in 2019, fine now',
  'had cauda equina 3 years ago, all good now',
  'had a detached retina in 2018, fixed now',
  'years ago i couldnt pee after surgery, no problems now',
  'i used to be suicidal years ago, doing great now',
  'mild redness in both eyes after inversion',
  'i was paralysed in 2015 for a week, recovered fully',
  'had cauda equina surgery in 2017, good now',
  'slight redness of the eye after inversion',
])('soon: %s', (message) => {
  expect(levelOf(message)).toBe('soon');
});

test.each([
  'what are the bends',
  'lol im not getting the bends from hanging',
  'i walk 5 kms a day',
  'did 10 kms',
  'ich möchte mich an der stange aufhängen',
  'ich werde mich kopfüber an den füßen aufhängen',
  'sem dormência, urino normalmente',
  'ich sterbe vor lachen',
  'what is cauda equina',
  'what is cauda equina syndrome',
  'paralysed by choice',
  'physio asked if i had numbness between my legs and i said no',
  'doctor asked whether i had chest pain and i dont',
  'surgeon warned me i could lose bladder control',
  'im scared i might lose bladder control',
  'i worry that i will lose bladder control',
  'will traction make me unable to pee?',
  'can i lose control of my bowels from this?',
  'could hanging make me wet myself',
  'i see stars for a second when i come up',
  'i see stars when i sneeze',
  'how is urinary retention tested',
  'suicide squats',
  'suicide grip',
  'gp asked about bladder problems and i said none',
  'they asked whether i had lost control of my bladder and i havent',
  'told to watch for numbness between my legs',
  'doctor told me it could lead to losing bladder control',
  'nervous that inversion could make me go blind',
  'can you lose bladder control from a slipped disc',
  'might this make me faint',
  'i ran 12kms',
  'kms per hour',
  'ich hänge mich jeden tag an die klimmzugstange',
  'posso me pendurar na barra',
])('nothing: %s', (message) => {
  expect(levelOf(message)).toBeNull();
});

test.each([
  'no cauda equina, the scan was clear',
  'my legs feel heavy after squats',
  'tight chest muscles from desk work',
  'my chest feels tight from bench press',
  'hands are clumsy with chalk on',
  'the bar dropped on my foot',
  'wiped out after the workout',
  'i wet my shirt with sweat',
  'i wet my hair before bed',
  'slightly out of breath after the workout',
  'the table collapsed in the box',
  'decompression stops confuse me, spine or scuba?',
  'thigh is numb on the outside from tight jeans',
  'erections have been weak for 5 years, diabetes',
  'cant go on holiday with this back',
  'how common is cauda equina',
  'is cauda equina rare',
  'read about people who have cauda equina',
  'do i have the symptoms of cauda equina',
  'they ruled out cauda equina',
  'i dont have cauda equina',
  'can hanging leave me paralysed',
  'ive been paralysed since birth',
  'i am paralysed by all the choice',
  'would going upside down detach a retina',
  'had laser for a torn retina 8 years ago',
  'im not worried about the bends',
  'my bar has the bends in it',
  'do i have the bends right on this pipe',
  'whats the bends',
  'der rücken bringt mich um',
  'suicide planks are my favourite',
])('no alarm: %s', (message) => {
  expect(isAlarm(levelOf(message))).toBe(false);
});

test.each([
  'mal au dos',
  'rückenschmerzen',
  'vou me enforcar',
  'necesito ayuda',
  'ich sterbe vor lachen',
  'у меня болит спина',
  'хочу умереть',
  '腰が痛い',
  'ajuda por favor',
])('not in English: %s', (message) => {
  expect(triageByRules(message, rules).language).toBe('other');
});

test.each(['back pain', 'no pain', 'no', 'is my spine ok', 'numb bum', 'c spine', 'kms'])(
  'in English: %s',
  (message) => {
    expect(triageByRules(message, rules).language).toBe('en');
  },
);

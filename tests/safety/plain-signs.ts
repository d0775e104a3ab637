/** Each raises an alarm by itself. */
export const PLAIN_SIGNS = [
  'I had a back operation two weeks ago and now I have a fever.',
  "I can't pee since this morning.",
  'My saddle area has gone numb.',
  'Both my legs are getting weaker.',
  'I wet myself twice today and did not feel it.',
  'My foot drags since yesterday.',
  'I am on chemo and my back pain is new.',
  'Chest pain and my left arm aches.',
  'My dad suddenly slurs his words.',
  'I want to die.',
];

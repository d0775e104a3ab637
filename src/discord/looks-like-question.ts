import { hasWords } from './question-in.js';

const anyOf = (...wordings: readonly string[]): string => `(?:${wordings.join('|')})`;

const VERB = '(?:is|are|am|was|were|do|does|did|can|could|should|would|will|have|has)';
const SOMEBODY = '(?:i|u|you|we|they|it|he|she|this|that|these|those|there|the|an?|my|your|any\\w*|people|\\w+ing)';

/** What begins a question where its mark was left out, spelt as in chat. "When I hang", "did three sets" and "do it slowly" begin none. */
const BEGINNING = new RegExp(
  `^${anyOf(
    'y|why|hows|wh?ats|wheres|whens|wh?ich',
    `(?:wh?at|when|where|who|how) ${VERB}`,
    `(?!do )${VERB} ${SOMEBODY}`,
    'do (?:i|you|u|we|they|people|any\\w*)',
    '(?:is|are|does) \\w+',
    'how (?:long|often|much|many|to|come|bad|soon|far|hard|high|low)',
    'wh?at (?:to|about|if|helps|angle|kind|sort|exercises?|stretch(?:es)?)',
    'any(?:one|body|1)?',
    'some(?:one|body) (?:explain|tell)|explain|help|advice|tips? (?:for|on)|thoughts|recommend|safe to|ok to|worth',
  )}\\b`,
);
const GREETING = /^(?:(?:hi|hey|hello|so|and|but|ok|also|pls|plz|please|guys|folks|question)\b[,: ]*)+/;
/** What asks in the middle of a message. */
const ASKING = new RegExp(
  `\\b${anyOf(
    `(?:why|how|wh?ich|wh?at) ${VERB} ${SOMEBODY}`,
    'wh?at do$|wh?at (?:to do|now)|how (?:long|often|much|many) (?:should|do|can|is|are|does)|how to (?:fix|stop|help|treat|avoid)',
    '(?:should|can|could|shall) i',
    'is (?:it|this|that|there) (?:ok|okay|safe|normal|bad|worth|true|a|any|possible|because|my)',
    'any(?:one|body|1)? (?:ideas?|advice|tips|thoughts|know|knows|else|have|had|got)|can (?:someone|anyone|u|you)',
    'or (?:nah|naw|not|no|is it|just (?:hype|marketing)|wh?at)|yay or nay|yes or no|true or|wh?ich is wh?ich|do anything',
    'need (?:help|advice)|(?:wonder(?:ing)?|not sure|idk|want to know|like to know) (?:if|why|whether|how|what)|wtf|meaning',
  )}\\b`,
);

/** Whether a message asks something. Whether it is in scope is for the search to say. */
export function looksLikeQuestion(text: string): boolean {
  if (!hasWords(text)) return false;
  const said = text.toLowerCase().replace(/['’]/g, '');
  if (/\?(?:\s|$|["')\]!?])/.test(said) || ASKING.test(said)) return true;
  return said.split(/[.!\n;,:]/).some((part) => BEGINNING.test(part.trim().replace(GREETING, '')));
}

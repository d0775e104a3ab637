/** Words that begin a question, also where its mark was left out. */
const BEGINNINGS =
  /^(?:why|what|whats|when|where|which|who|how|hows|is|isnt|are|was|were|does|do|did|can|could|should|would|will|has|have|am|any(?:one|body)?|help|advice|tips?)\b/;
const ASKING =
  /\b(?:why (?:does|do|did|is|are)|what (?:can|should|could|do) i|how (?:long|do|can|should|often|much)|should i|can i|is it (?:ok|okay|safe|normal|bad)|any (?:idea|ideas|advice|tips|thoughts)|anyone (?:know|knows|else|have|had)|does anyone|what helps|need (?:help|advice))\b/;

/** Whether a message in an ask channel asks something. Whether it is in scope is for the search to say. */
export function looksLikeQuestion(text: string): boolean {
  const said = text.toLowerCase().replace(/['’]/g, '');
  if (/\?(?:\s|$|["')\]!?])/.test(said)) return true;
  return (
    ASKING.test(said) ||
    said
      .split(/[.!\n;]/)
      .some((sentence) =>
        BEGINNINGS.test(sentence.trim().replace(/^(?:(?:hi|hey|hello|so|and|but|ok|also|pls|please)[, ]+)+/, '')),
      )
  );
}

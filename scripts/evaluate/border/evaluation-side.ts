import { filesOf, type Split } from '../questions.js';
import { FOREIGN_FILE, ORDINARY_FILE, safetyFilesOf } from '../safety-messages.js';
import { readPlacedLines, type PlacedText } from './placed-text.js';

/** Every message of a split, mistyped ones also as they were meant. The ordinary questions and the messages in other languages belong to development. */
export async function readEvaluationSide(split: Split): Promise<PlacedText[]> {
  const safety = [...(await safetyFilesOf(split)), ...(split === 'development' ? [ORDINARY_FILE, FOREIGN_FILE] : [])];
  const texts = [
    ...(await filesOf(split)).map((file) => readPlacedLines(file, ['text', 'clean'])),
    ...safety.map((file) => readPlacedLines(file, ['text'])),
  ];
  return (await Promise.all(texts)).flat();
}

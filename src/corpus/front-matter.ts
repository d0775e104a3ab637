import { z } from 'zod';
import type { CorpusFile } from './corpus-files.js';
import type { Report } from './problem.js';
import { parseYaml, type ParsedYaml } from './yaml-file.js';

const text = z.string('write a text here').trim().min(1, 'write a text here');
const covered = z.string().regex(/^(?:[SO]\d{1,2}|topic-\d{2})$/, 'write claims and topics such as S8, O3 or topic-09');
const date = z.iso.date('write a date such as 2026-11-22');

const frontMatterSchema = z.strictObject({
  title: text,
  summary: text,
  questions: z
    .array(
      z.union(
        [text, z.strictObject({ ask: text, section: text })],
        'write a question, or "ask:" with a "section:" below it',
      ),
    )
    .default([]),
  covers: z
    .array(
      z.union(
        [covered, z.strictObject({ claim: covered, section: text })],
        'write S8, O3 or topic-09, or "claim:" with a "section:" below it',
      ),
    )
    .default([]),
  checked: date,
  'next-check': date,
  'reviewed-by': text.nullable().default(null),
});

export type FrontMatter = z.infer<typeof frontMatterSchema>;

/** The front matter of an article and the offset at which its body starts, or null (and reports) when there is none to use. */
export function parseFrontMatter(
  { file, text }: CorpusFile,
  report: Report,
): { frontMatter: ParsedYaml<FrontMatter>; bodyStart: number } | null {
  const end = text.startsWith('---\n') ? text.indexOf('\n---\n', 3) : -1;
  if (end === -1) {
    const message = 'an article begins with front matter between two lines "---". corpus/README.md shows the form.';
    report({ file, line: 1, message, severity: 'error' });
    return null;
  }
  const yaml = text.slice(4, end + 1);
  const frontMatter = parseYaml({ file, text: yaml, linesBefore: 1 }, frontMatterSchema, report);
  return frontMatter && { frontMatter, bodyStart: end + 5 };
}

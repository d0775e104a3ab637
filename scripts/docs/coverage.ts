import { headingOf, type Article } from '#src/corpus/article.js';

const CLAIMS = Array.from({ length: 25 }, (_, at) => `S${at + 1}`);
const OMISSIONS = Array.from({ length: 8 }, (_, at) => `O${at + 1}`);
const TOPICS = Array.from({ length: 80 }, (_, at) => `topic-${String(at + 1).padStart(2, '0')}`);

/** docs/coverage.md: for each claim, omission and topic the passages that answer it, from the articles' `covers:`. */
export function renderCoverage(articles: readonly Article[]): string {
  return [
    '# Coverage',
    '',
    'Written by `npm run docs` from the `covers:` of the articles: which passages answer which claim (S), omission (O) and topic of the domain brief.',
    '',
    ...table('Claims', CLAIMS, articles),
    ...table('Omissions', OMISSIONS, articles),
    ...table('Topics', TOPICS, articles),
  ].join('\n');
}

function table(title: string, ids: readonly string[], articles: readonly Article[]): string[] {
  const rows = ids.map((id) => `| ${id} | ${placesOf(id, articles).join('<br>') || '**nothing**'} |`);
  return [`## ${title}`, '', '| what | answered by |', '| --- | --- |', ...rows, ''];
}

function placesOf(id: string, articles: readonly Article[]): string[] {
  return articles.flatMap(({ file, title, covers, passages }) =>
    covers
      .filter((entry) => entry.id === id)
      .map(({ section }) => {
        const fits = passages.filter((passage) => section === null || headingOf(passage) === section);
        const what =
          section === null
            ? `${fits.length} passages`
            : `› ${section} (${fits.map((passage) => passage.id).join(', ')})`;
        return `[${title}](../${file}) ${what}`;
      }),
  );
}

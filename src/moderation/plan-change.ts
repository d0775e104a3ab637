import path from 'node:path';
import { listArticleFiles } from '../corpus/corpus-files.js';
import { lastInBin } from './bin.js';
import { RefusedError } from './refused-error.js';
import type { CorpusChange } from './review.js';
import { idOfUpload, textOfUpload, type Upload } from './upload.js';

/** What a moderator wants to be done with one article. */
export type Wish =
  | { readonly kind: 'add'; readonly upload: Upload }
  | { readonly kind: 'replace'; readonly article: string; readonly upload: Upload }
  | { readonly kind: 'remove' | 'restore'; readonly article: string };

export interface Folders {
  readonly corpusDir: string;
  readonly moderationDir: string;
}

/** The change that a wish asks for, as far as names and bytes decide it; what the text says is checked with the whole corpus. @throws {RefusedError} */
export async function planChange({ corpusDir, moderationDir }: Folders, wish: Wish): Promise<CorpusChange> {
  const article = wish.kind === 'add' ? idOfUpload(wish.upload.name) : wish.article;
  const files = await listArticleFiles(corpusDir);
  const file = files.find((name) => path.posix.basename(name, '.md') === article);
  switch (wish.kind) {
    case 'add':
      if (file !== undefined) {
        throw new RefusedError(
          `There is an article "${article}" (${file}). Replace it, or give your file another name.`,
        );
      }
      return { kind: 'add', article, file: `${article}.md`, text: textOfUpload(wish.upload) };
    case 'replace':
      return { kind: 'replace', article, file: present(article, file), text: textOfUpload(wish.upload) };
    case 'remove':
      return { kind: 'remove', article, file: present(article, file) };
    case 'restore': {
      const binned = await lastInBin(moderationDir, article);
      if (!binned) throw new RefusedError(`Nothing of an article "${article}" is in the bin.`);
      return { kind: 'restore', article, file: file ?? binned.file, text: binned.text };
    }
  }
}

function present(article: string, file: string | undefined): string {
  if (file !== undefined) return file;
  throw new RefusedError(
    `There is no article "${article}" in the corpus folder. Its id is the name of its file without ".md".`,
  );
}

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CONTINUATION, SPECIAL_TOKENS } from './vocabulary.js';
import { encodeOnnx, type QuantizedTable } from './onnx-file.js';

/** Longest text the model reads, in subwords; the rest of a longer one is left out. */
const MAX_TOKENS = 512;

/** The tokenizer of a vocabulary, in the form of tokenizer.json. transformers.js misreads a file in which one of these keys is absent. */
export function tokenizerFiles(vocabulary: readonly string[]): { tokenizer: unknown; config: unknown } {
  const vocab = Object.fromEntries(vocabulary.map((token, id) => [token, id]));
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: SPECIAL_TOKENS.map((content) => ({
      id: vocab[content],
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: 'BertNormalizer',
      // Both would go through a text letter by letter for what it never holds: questions come cleaned, and the vocabulary has no Chinese.
      clean_text: false,
      handle_chinese_chars: false,
      strip_accents: true,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: null,
    decoder: { type: 'WordPiece', prefix: CONTINUATION, cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: CONTINUATION,
      max_input_chars_per_word: 100,
      vocab,
    },
  };
  const config = {
    tokenizer_class: 'PreTrainedTokenizer',
    model_max_length: MAX_TOKENS,
    do_lower_case: true,
    pad_token: '[PAD]',
    unk_token: '[UNK]',
    cls_token: '[CLS]',
    sep_token: '[SEP]',
    mask_token: '[MASK]',
  };
  return { tokenizer, config };
}

/** Writes everything that transformers.js reads for feature extraction. Pass no table to write the tokenizer alone. */
export async function writeModelFolder(
  folder: string,
  vocabulary: readonly string[],
  table?: QuantizedTable,
): Promise<void> {
  await mkdir(path.join(folder, 'onnx'), { recursive: true });
  const { tokenizer, config } = tokenizerFiles(vocabulary);
  const json = (name: string, value: unknown) => writeFile(path.join(folder, name), `${JSON.stringify(value)}\n`);
  await json('tokenizer.json', tokenizer);
  await json('tokenizer_config.json', config);
  await json('config.json', { model_type: 'bert' });
  if (table) await writeFile(path.join(folder, 'onnx', 'model_quantized.onnx'), encodeOnnx(table));
}

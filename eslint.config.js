import eslint from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** Which folders of src a folder may import: arrows point one way (docs/design.md). */
const mayImport = {
  corpus: [],
  embedding: [],
  safety: ['wording'],
  wording: [],
  'search-index': ['corpus', 'embedding'],
  retrieval: ['corpus', 'embedding', 'search-index', 'wording'],
  moderation: ['corpus', 'search-index'],
  answer: ['corpus', 'safety', 'retrieval', 'search-index'],
  discord: ['answer', 'corpus', 'moderation', 'safety', 'retrieval', 'search-index'],
  operations: ['discord'],
};
const folders = Object.keys(mayImport);

const boundary = (patterns, message) => ({
  'no-restricted-imports': ['error', { patterns: [{ group: patterns, message }] }],
});

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'models/'] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  regexp.configs['flat/recommended'],
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', '*.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': 'error',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
    },
  },
  ...Object.entries(mayImport).map(([folder, allowed]) => ({
    files: [`src/${folder}/**/*.ts`],
    rules: boundary(
      folders.filter((other) => other !== folder && !allowed.includes(other)).map((other) => `../${other}/*`),
      `src/${folder} may only import ${allowed.length ? allowed.join(', ') : 'nothing beside itself'}.`,
    ),
  })),
  {
    files: ['src/**/*.ts'],
    ignores: ['src/config.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only src/config.ts reads the environment.' },
      ],
    },
  },
  { files: ['*.js', '*.ts'], ...tseslint.configs.disableTypeChecked },
);

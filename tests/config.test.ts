import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ConfigError, isDebugging, parseConfig, type Config } from '#src/config.js';
import { folderForTest } from './fixtures/folders.js';

const inProject = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const DEFAULTS: Config = {
  corpusDir: inProject('corpus'),
  indexDir: inProject('data/index'),
  embeddingModel: 'bundled',
  modelCacheDir: inProject('data/models'),
  modelHost: null,
  emergencyNumber: null,
  debug: false,
};

test('everything has a default', () => {
  expect(parseConfig({})).toEqual(DEFAULTS);
});

test('a setting that is left blank is not set', () => {
  const names = [
    'CORPUS_DIR',
    'INDEX_DIR',
    'EMBEDDING_MODEL',
    'MODEL_CACHE_DIR',
    'MODEL_HOST',
    'EMERGENCY_NUMBER',
    'DEBUG',
  ];
  expect(parseConfig(Object.fromEntries(names.map((name) => [name, '  '])))).toEqual(DEFAULTS);
});

test('every setting is taken over, without the spaces around it', () => {
  const env = {
    CORPUS_DIR: ' /texts ',
    INDEX_DIR: '/index',
    EMBEDDING_MODEL: 'Xenova/all-MiniLM-L6-v2',
    MODEL_CACHE_DIR: '/models',
    MODEL_HOST: 'http://127.0.0.1:8080/',
    EMERGENCY_NUMBER: ' 112 ',
    DEBUG: '1',
    SOMETHING_ELSE: 'x',
  };
  expect(parseConfig(env)).toEqual({
    corpusDir: '/texts',
    indexDir: '/index',
    embeddingModel: 'Xenova/all-MiniLM-L6-v2',
    modelCacheDir: '/models',
    modelHost: 'http://127.0.0.1:8080/',
    emergencyNumber: '112',
    debug: true,
  });
});

test.each(['999', '112', '116 117', '0118 999 881'])('"%s" can be an emergency number', (number) => {
  expect(parseConfig({ EMERGENCY_NUMBER: number }).emergencyNumber).toBe(number);
});

test.each(['call 911', '9', '+44 999', '1'.repeat(16), '112\n113', '<b>1</b>'])(
  '"%s" cannot be an emergency number',
  (number) => {
    expect(() => parseConfig({ EMERGENCY_NUMBER: number })).toThrow(ConfigError);
    expect(() => parseConfig({ EMERGENCY_NUMBER: number })).toThrow('Write digits only, such as 112, or leave it out.');
  },
);

test.each(['models.example.org', 'localhost:8080', 'ftp://example.org/', 'http://'])(
  '"%s" cannot be a model host',
  (host) => {
    expect(() => parseConfig({ MODEL_HOST: host })).toThrow(
      `MODEL_HOST is "${host}". Write an address such as https://`,
    );
  },
);

test('all settings that cannot be used are named at once', () => {
  expect(() => parseConfig({ EMERGENCY_NUMBER: 'help', MODEL_HOST: 'nowhere' })).toThrow(
    /EMERGENCY_NUMBER is.*\n.*MODEL_HOST is/,
  );
});

test('whether to print stacks is known even where other settings are wrong', () => {
  expect(isDebugging({ DEBUG: '1', MODEL_HOST: 'nowhere' })).toBe(true);
  expect(isDebugging({ DEBUG: ' ' })).toBe(false);
});

test('settings come from .env in the folder a program is started in, and the environment goes before it', async () => {
  const folder = await folderForTest();
  await writeFile(path.join(folder, '.env'), 'EMERGENCY_NUMBER=117\nINDEX_DIR=/from-file\n');
  const script = `const { readConfig } = await import(${JSON.stringify(inProject('dist/config.js'))}); console.log(JSON.stringify(readConfig()));`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: folder,
    env: { INDEX_DIR: '/from-environment' },
  });
  expect(JSON.parse(stdout)).toEqual({ ...DEFAULTS, emergencyNumber: '117', indexDir: '/from-environment' });
  expect(stderr).toBe('');
});

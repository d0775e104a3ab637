import { expect, test } from 'vitest';
import { folderForFile } from '../fixtures/folders.js';
import { install } from '../fixtures/installation.js';

const run = await install({ folder: folderForFile(), missing: 'onnxruntime-node' });

test('without onnxruntime-node an index is not built, and it says what to run', async () => {
  const { code, stdout, stderr } = await run('index');
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^onnxruntime-node is not installed, so no text can be embedded\. Run "npm ci" again .*\n$/);
});

test('without onnxruntime-node an emergency is still answered', async () => {
  const { code, stdout, stderr } = await run(
    'ask',
    '--json',
    '--',
    'after hanging I cannot pee and I am numb between my legs',
  );
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'seek-care', notice: { level: 'emergency' }, generation: null });
  expect(code).toBe(1);
  expect(stderr).toContain('onnxruntime-node is not installed');
});

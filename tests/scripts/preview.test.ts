import { MessageFlags } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { message } from '#src/discord/message.js';
import { pageOf } from '../../scripts/preview/discord-html.js';
import { discordToHtml } from '../../scripts/preview/discord-markdown.js';
import { runScript } from '../fixtures/run-script.js';

describe('the Markdown of a message', () => {
  test.each([
    ['two lines stay two lines', 'one\ntwo', '<p>one</p><p>two</p>'],
    ['an empty line stays', 'one\n\ntwo', '<p>one</p><p><br></p><p>two</p>'],
    ['a quote holds its lines together', '> **a**\n> b\nc', '<blockquote><p><b>a</b></p><p>b</p></blockquote><p>c</p>'],
    ['small print', '-# few *words*', '<small>few <i>words</i></small>'],
    ['headings', '## Today', '<h2>Today</h2>'],
    ['what is escaped is shown as it is', '\\- \\*no list\\* 1\\. \\# \\> \\[x\\]', '<p>- *no list* 1. # > [x]</p>'],
    ['links without a preview', '[here](<https://example.org/a>)', '<p><a href="https://example.org/a">here</a></p>'],
    ['addresses', '<https://example.org/a>', '<p><a href="https://example.org/a">https://example.org/a</a></p>'],
    ['HTML is text', 'a <b>&amp; "c"', '<p>a &lt;b>&amp; &quot;c&quot;</p>'],
    ['code', '`1 < 2`', '<p><code>1 &lt; 2</code></p>'],
    [
      'moments and members',
      '<t:1795348800:f> <@123456789012345678>',
      '<p><code>2026-11-22</code> <code>@Kim</code></p>',
    ],
  ])('%s', (_, markdown, html) => {
    expect(discordToHtml(markdown)).toBe(html);
  });

  test('what a sign of a notice looks like does not depend on the fonts of the machine', () => {
    expect(discordToHtml('# 🚨 EMERGENCY')).toMatch(/^<h1><svg class="emoji".*<\/svg> EMERGENCY<\/h1>$/);
  });
});

test('a page shows the question, the answer, and that only one member sees it', () => {
  const body = message('Words', { hidden: true });
  const html = pageOf({ name: 'x', question: 'why <b>?', body, width: 390 });
  expect(html).toContain('<p>why &lt;b>?</p>');
  expect(html).toContain('<p>Words</p>');
  expect(html).toContain('Only you can see this');
  expect(pageOf({ name: 'x', body: { ...body, flags: MessageFlags.SuppressEmbeds }, width: 390 })).not.toContain(
    'Only you',
  );
});

test('an answer in a thread stands under the name of the thread', () => {
  const html = pageOf({
    name: 'x',
    question: 'why?',
    thread: 'Why & how',
    body: message('Words', { hidden: false }),
    width: 390,
  });
  expect(html).toContain('# ask › <b>Why &amp; how</b>');
  expect(html).not.toContain('class="reply"');
});

test('without a browser it says what to install', async () => {
  const { code, stderr } = await runScript('preview', [], { settings: { PATH: '/nowhere' } });
  expect(stderr).toBe(
    'Drawing needs one of chromium, chromium-browser, google-chrome on the PATH. Install Chromium and run "npm run preview" again.\n',
  );
  expect(code).toBe(1);
});

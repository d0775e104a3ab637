import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { readConfig } from '#src/config.js';
import { command, run } from './cli/command.js';
import { openOrBuild } from './cli/open.js';
import { pageOf, sceneToHtml } from './preview/discord-html.js';
import { makeScenes } from './preview/scenes.js';
import { withBrowser } from './preview/screenshot.js';

interface Options {
  to: string;
}

const program = command(
  'preview',
  'Draws each kind of answer as Discord shows it, from the messages that the bot sends.',
).option('--to <folder>', 'where the pictures go', 'docs/pictures');

await run(program, async () => {
  const { to } = program.opts<Options>();
  await withBrowser(async (browser) => {
    const { librarian, failure } = await openOrBuild(readConfig());
    if (failure) throw failure;
    await mkdir(to, { recursive: true });
    const whole = librarian();
    const scenes = await makeScenes(whole, whole.searcher!.generation);
    const all = pageOf(scenes[0]!) + scenes.slice(1).map(sceneToHtml).join('');
    const measured = await browser.evaluate(
      all,
      '[...document.querySelectorAll("main")].map((scene) => Math.ceil(scene.getBoundingClientRect().height))',
    );
    const heights = measured.split(',').map(Number);
    for (const [at, scene] of scenes.entries()) {
      const file = path.resolve(to, `${scene.name}.png`);
      await browser.draw(pageOf(scene), { width: scene.width, height: heights[at]! }, file);
      console.log(path.relative('.', file));
    }
  });
});

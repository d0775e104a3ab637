import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];
/** Pixels of the picture for each of the page, as on a good screen. */
const SCALE = 1.5;
const TIME_OUT_MS = 30_000;

/** A browser without a window. */
export interface Browser {
  /** What an expression of JavaScript gives on a page, as text. */
  evaluate(html: string, expression: string): Promise<string>;
  /** Writes a picture of a page as a PNG file. */
  draw(html: string, size: { readonly width: number; readonly height: number }, file: string): Promise<void>;
}

/** Lends a browser with an empty profile of its own. @throws when none is installed */
export async function withBrowser<Result>(use: (browser: Browser) => Promise<Result>): Promise<Result> {
  const program = await findBrowser();
  const folder = await mkdtemp(path.join(tmpdir(), 'backchat-preview-'));
  const run = async (html: string, parameters: readonly string[]) => {
    const page = path.join(folder, 'page.html');
    await writeFile(page, html);
    const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--no-first-run'];
    const profile = `--user-data-dir=${path.join(folder, 'profile')}`;
    const all = [...quiet, profile, ...parameters, pathToFileURL(page).href];
    const { stdout } = await promisify(execFile)(program, all, { timeout: TIME_OUT_MS, maxBuffer: 2 ** 24 });
    return stdout;
  };
  try {
    return await use({
      async evaluate(html, expression) {
        const dom = await run(`${html}<script>document.title = ${expression}</script>`, ['--dump-dom']);
        return /<title>(.*?)<\/title>/s.exec(dom)?.[1] ?? '';
      },
      async draw(html, { width, height }, file) {
        const size = [`--window-size=${width},${height}`, `--force-device-scale-factor=${SCALE}`];
        await run(html, [...size, `--screenshot=${file}`]);
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function findBrowser(): Promise<string> {
  for (const name of BROWSERS) {
    const found = await promisify(execFile)(name, ['--version']).then(
      () => true,
      () => false,
    );
    if (found) return name;
  }
  throw new Error(
    `Drawing needs one of ${BROWSERS.join(', ')} on the PATH. Install Chromium and run "npm run preview" again.`,
  );
}

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const PACKAGE = new URL('../../../scripts/peers/packages/package.json', import.meta.url);

/** Loads a library that scripts/peers/packages/package.json names. The project itself does without these, so they have no types here. */
export async function loadPeer(name: string): Promise<unknown> {
  return import(pathToFileURL(resolvePeer(name)).href);
}

function resolvePeer(name: string): string {
  try {
    return createRequire(PACKAGE).resolve(name);
  } catch (cause) {
    throw new Error(
      `${name} is not installed. Run "npm ci --prefix scripts/peers/packages --ignore-scripts" to install the libraries that Backchat is compared with.`,
      { cause },
    );
  }
}

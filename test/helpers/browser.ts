import { accessSync, constants, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packed from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const flags = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** A real Chromium: the system's if there is one, else the one inside an npm package. Never skips: fails loudly. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = systemChromium() ?? (await packed.executablePath());
  try {
    return await chromium.launch({ executablePath, args: flags });
  } catch (cause) {
    throw new Error(`Chromium at ${executablePath} does not start; install Debian's package "chromium".`, {
      cause,
    });
  }
}

function systemChromium(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where pictures go: `npm run pictures` lets them stand in the docs; else they are only looked at when a test fails. */
export const picturesFolder = fileURLToPath(
  new URL(
    process.env.PICTURES === 'docs' ? '../../docs/pictures/' : '../../.build/pictures/',
    import.meta.url,
  ),
);
mkdirSync(picturesFolder, { recursive: true });

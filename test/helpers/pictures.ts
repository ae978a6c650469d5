import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where pictures go: `npm run pictures` lets them stand in the docs; else they are only looked at when a test fails. */
export const picturesFolder = fileURLToPath(
  new URL(
    process.env.PICTURES === 'docs' ? '../../docs/pictures/' : '../../.build/pictures/',
    import.meta.url,
  ),
);
mkdirSync(picturesFolder, { recursive: true });

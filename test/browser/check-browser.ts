import { launchBrowser } from '../helpers/browser.ts';

// Exits with 1 where no Chromium starts: CI then installs Debian's.
const browser = await launchBrowser();
await browser.close();

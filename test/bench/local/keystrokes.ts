import { connectWorld } from '../../../infra/local/slack/cli/connection.ts';
import { launchBrowser } from '../../helpers/browser.ts';

const messages = 200;
const keys = 'the quick brown fox jumps over the lazy dog, and deploys shop/web again';

/** Fills the channel with messages, a command among every twenty, then types into the composer. Milliseconds from each key to the next paint. */
export async function typeInFullChannel(url: string): Promise<{ shown: number; times: number[] }> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    page.setDefaultTimeout(120_000);
    await page.goto(url);
    const composer = page.getByRole('combobox', { name: /Message/ });
    await composer.waitFor();
    await fill(url);
    const articles = page.getByRole('log', { name: 'Messages' }).getByRole('article');
    await articles.nth(messages - 1).waitFor();
    await composer.focus();
    await page.evaluate(watchKeys);
    await composer.pressSequentially(keys, { delay: 60 });
    const times = (await page.evaluate('globalThis.times')) as number[];
    return { shown: await articles.count(), times };
  } finally {
    await browser.close();
  }
}

async function fill(url: string): Promise<void> {
  const world = await connectWorld(Number(new URL(url).port), 'operator');
  const channel = world.state.channels.find(({ name }) => name === 'ops')?.id ?? '';
  for (let index = 0; index < messages; index += 1) {
    const text = index % 20 === 0 ? '/ecs services' : `Message ${index}: *web* is \`steady\` again :rocket:`;
    await world.ask('send', { channel, text });
  }
  world.close();
}

/** In the page: after the frame that shows a key's letter, a task that was posted in that frame runs once it was painted. */
const watchKeys = `
  globalThis.times = [];
  document.addEventListener('keydown', () => {
    const began = performance.now();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => times.push(performance.now() - began);
      port2.postMessage(undefined);
    });
  }, { capture: true });
`;

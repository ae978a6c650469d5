import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import type { Locator, Page } from 'playwright-core';
import { PNG } from 'pngjs';

interface Frame {
  readonly rgba: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** When it was taken, by the clock of this process, milliseconds. */
  readonly at: number;
}

/** The last picture stays so long, milliseconds. */
const lastMs = 4000;

/** A film of a page: a picture whenever what it is about reads differently. */
export function createFilm(page: Page) {
  const frames: Frame[] = [];

  async function frame(): Promise<void> {
    const { data, width, height } = PNG.sync.read(await page.screenshot({ animations: 'disabled' }));
    frames.push({ rgba: new Uint8Array(data), width, height, at: performance.now() });
  }

  return {
    frame,
    /** Films until `shown` says what matches; throws after `timeoutMs`. */
    async until(shown: Locator, done: RegExp, timeoutMs = 30_000): Promise<void> {
      const giveUp = performance.now() + timeoutMs;
      let before = '';
      while (!done.test(before)) {
        if (performance.now() > giveUp) throw new Error(`It never read ${done}: ${before}`);
        const text = await shown.innerText();
        if (text === before) await page.evaluate('new Promise(requestAnimationFrame)');
        else {
          before = text;
          await frame();
        }
      }
    },
    toGif: () => toGif(frames),
  };
}

/** As an animated GIF that is shown for ever; what does not change from one picture to the next is transparent in it, and small. */
function toGif(frames: readonly Frame[]): Uint8Array {
  const gif = GIFEncoder();
  const all = new Uint8Array(frames.reduce((sum, { rgba }) => sum + rgba.length, 0));
  let offset = 0;
  for (const { rgba } of frames) {
    all.set(rgba, offset);
    offset += rgba.length;
  }
  // The last of 256 is for what stays the same.
  const palette = quantize(all, 255);
  const transparentIndex = palette.length;
  let before: Uint8Array | undefined;
  for (const [index, { rgba, width, height, at }] of frames.entries()) {
    const pixels = applyPalette(rgba, palette);
    const shown = before
      ? pixels.map((pixel, place) => (pixel === before?.[place] ? transparentIndex : pixel))
      : pixels;
    const next = frames[index + 1]?.at ?? at + lastMs;
    gif.writeFrame(shown, width, height, {
      ...(index === 0 && { palette: [...palette, [0, 0, 0]] }),
      delay: Math.max(next - at, 100),
      repeat: 0,
      dispose: 1,
      ...(index > 0 && { transparent: true, transparentIndex }),
    });
    before = pixels;
  }
  gif.finish();
  return gif.bytes();
}

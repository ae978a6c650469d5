import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Calls back with each line of a stream that is not empty, whole even when it came in pieces. */
export function splitLines(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream }).on('line', (line) => {
    if (line !== '') onLine(line);
  });
}

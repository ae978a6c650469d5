import { createHash } from 'node:crypto';

/** So many random hexadecimal digits. */
export function hex(random: () => number, digits: number): string {
  return Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
}

/** Random numbers that are the same ones each time for a resource of a stack, so that its id is known before it is made. */
export function randomOf(stackName: string, logicalId: string): () => number {
  const bytes = createHash('sha512').update(`${stackName}/${logicalId}`).digest();
  let at = 0;
  return () => (bytes[at++ % bytes.length] ?? 0) / 256;
}

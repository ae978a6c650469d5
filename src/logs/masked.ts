import { maskSecrets } from './mask-secrets.ts';

/** `maskSecrets` of a text that may be absent. */
export function masked(text: string | undefined): string | undefined {
  return text === undefined ? undefined : maskSecrets(text);
}

import { maskSecrets } from './mask-secrets.ts';

/**
 * A replacer for JSON.stringify that leaves no secret in a log line: texts are masked, and so is a text whose field is
 * named as a secret's.
 */
export function maskField(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const named = `${key}=x`;
  const masked = maskSecrets(named);
  return masked === named ? maskSecrets(value) : masked.slice(key.length + 1);
}

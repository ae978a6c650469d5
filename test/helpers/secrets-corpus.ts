import { readFileSync } from 'node:fs';

const read = (name: string) =>
  readFileSync(new URL(`../fixtures/secrets/${name}.txt`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.replaceAll('¦', '').replaceAll('⏎', '\n'));

interface LineWithSecrets {
  readonly text: string;
  readonly secrets: readonly string[];
}

export const withSecrets: readonly LineWithSecrets[] = read('with').map((line) => ({
  text: line.replace(/[⟦⟧]/g, ''),
  secrets: [...line.matchAll(/⟦([^⟧]*)⟧/g)].map(([, secret = '']) => secret),
}));

export const withoutSecrets: readonly string[] = read('without');

/** Whether any four characters of the secret survive that the text around it does not hold itself. */
export function leaks({ text, secrets }: LineWithSecrets, shown: string): boolean {
  const around = secrets.reduce((rest, secret) => rest.replaceAll(secret, '\0'), text);
  return secrets.some((secret) =>
    Array.from({ length: Math.max(1, secret.length - 3) }, (_, at) => secret.slice(at, at + 4)).some(
      (part) => shown.includes(part) && !around.includes(part),
    ),
  );
}

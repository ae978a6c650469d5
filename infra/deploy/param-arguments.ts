/**
 * Settings as osls takes them: `--param default-channel=C1`. What is undefined keeps the default of serverless.yml, and so does what is
 * empty: osls takes no empty value, and what may be empty is so by default.
 */
export function paramArguments(settings: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : ['--param', `${name}=${value}`],
  );
}

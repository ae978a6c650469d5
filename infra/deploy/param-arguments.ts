/** Settings as osls takes them: `--param default-channel=C1`. What is undefined keeps the default of serverless.yml. */
export function paramArguments(settings: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) =>
    value === undefined ? [] : ['--param', `${name}=${value}`],
  );
}

/** Every name on every page. */
export async function collect<Page>(
  pages: AsyncIterable<Page>,
  namesOf: (page: Page) => readonly (string | undefined)[] | undefined,
): Promise<string[]> {
  const names: string[] = [];
  for await (const page of pages) names.push(...(namesOf(page) ?? []).filter((name) => name !== undefined));
  return names;
}

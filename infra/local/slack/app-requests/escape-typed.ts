import type { Workspace } from '../workspace/workspace.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A command's text as Slack sends it to an app with `should_escape`: people and channels that the workspace knows by
 * their ids, `<@U…|name>` and `<#C…|name>`, and the three characters of mark-up as entities.
 */
export function escapeTyped(
  text: string,
  { people, channels }: Pick<Workspace, 'people' | 'channels'>,
): string {
  const named = <Item extends { readonly id: string; readonly name: string }>(
    items: Iterable<Item>,
    name: string,
  ) => [...items].find((item) => item.name === name.toLowerCase());
  return text
    .replace(/[&<>]/g, (character) => entities[character] ?? character)
    .replace(/(^|\s)([@#])([\w.-]+)/g, (typed, before: string, sign: string, name: string) => {
      const found = sign === '@' ? named(people.values(), name) : named(channels.values(), name);
      return found === undefined ? typed : `${before}<${sign}${found.id}|${found.name}>`;
    });
}

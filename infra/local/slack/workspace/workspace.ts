import type { Channel } from './channel.ts';
import type { Person } from './person.ts';
import type { UserGroup } from './user-group.ts';

export interface Workspace {
  readonly team: { readonly id: string; readonly domain: string; readonly name: string };
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly groups: Map<string, UserGroup>;
}

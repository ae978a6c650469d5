import type { ChangeKind } from '../change-kind.ts';
import type { ResourceChange } from '../resource-change.ts';
import { isHandsOnName } from './is-hands-on-name.ts';

/** Refused as AWS refuses with a 4xx: trying it again changes nothing. */
class NotOfHandsOn extends Error {
  readonly $metadata = { httpStatusCode: 403 };

  constructor(names: readonly string[]) {
    super(`The hands-on touches nothing but hands-on* and hello-world*, and this is ${names.join('/')}`);
    this.name = 'NotOfHandsOn';
  }
}

/** The kind, held to the hands-on's names once more right before the effect, whoever made the change. */
export function forHandsOn<Kind extends ResourceChange>(kind: ChangeKind<Kind>): ChangeKind<Kind> {
  return {
    look: kind.look,
    async apply(clients, change, askedBy) {
      const names = Object.values(change.target);
      if (!names.every(isHandsOnName)) throw new NotOfHandsOn(names);
      return kind.apply(clients, change, askedBy);
    },
  };
}

import type { AccessRequest } from './access-request.ts';

/** Whether a grant's `who` means the person who asks, by id, by a user group, or by the channel in which it is asked. */
export function namesPerson(
  who: readonly string[],
  { userId, groups, channelId }: Pick<AccessRequest, 'userId' | 'groups' | 'channelId'>,
): boolean {
  return who.some((id) => id === 'everyone' || id === userId || id === channelId || groups.includes(id));
}

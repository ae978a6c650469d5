import type { ChangeContext } from '../../src/changes/context.ts';

/** The policy that lets these people do everything, and nobody else anything. */
export function allow(...userIds: string[]): ChangeContext['access'] {
  return {
    decide: async ({ userId }) =>
      userIds.includes(userId)
        ? { allowed: true }
        : { allowed: false, denial: { why: 'noGrant', may: 'scale', on: 'shop/web', askable: [] } },
  };
}

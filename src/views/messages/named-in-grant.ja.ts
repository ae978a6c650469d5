import { code } from '../blocks/code.ts';

/** Whom an id in a grant's `who` means, in Japanese; what is no id stays text. */
export function namedInGrant(id: string): string {
  if (/^[UW][A-Z0-9]+$/.test(id)) return `<@${id}>`;
  if (/^S[A-Z0-9]+$/.test(id)) return `<!subteam^${id}>`;
  if (/^[CG][A-Z0-9]+$/.test(id)) return `<#${id}> の参加者`;
  return id === 'everyone' ? '全員' : code(id);
}

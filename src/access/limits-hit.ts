import type { AccessDenial } from './access-decision.ts';
import type { AccessRequest } from './access-request.ts';
import { isWithinHours } from './is-within-hours.ts';
import type { Grant } from './policy.ts';

export type LimitHit = Extract<AccessDenial, { why: 'limit' }>['limit'];

/** What of a grant's own limits stands in the way; nothing if it allows the request. */
export function limitsHit(grant: Grant, { effect, now }: Pick<AccessRequest, 'effect' | 'now'>): LimitHit[] {
  const { maxDesired, minRunning, hours } = grant;
  const { raisedTo, leaves, unsafe } = effect ?? {};
  const hits: LimitHit[] = [];
  if (maxDesired !== undefined && raisedTo !== undefined && raisedTo > maxDesired) {
    hits.push({ type: 'max-desired', most: maxDesired });
  }
  if (minRunning !== undefined && leaves !== undefined && leaves < minRunning) {
    hits.push({ type: 'min-running', least: minRunning });
  }
  if (minRunning !== undefined && unsafe !== undefined) hits.push({ type: 'unsafe', what: unsafe });
  if (hours !== undefined && !isWithinHours(hours, now)) hits.push({ type: 'hours', text: hours.text });
  return hits;
}

import { isRetryable } from '../aws/ecs/errors.ts';
import { RoleRefused } from '../aws/ecs/revision-copy.ts';
import { maskSecrets } from '../redact/redact.ts';
import { type ChangeOutcome, HookOver, type Intent, NotShownYet } from './card.ts';
import type { Change } from './change.ts';
import type { ChangeContext } from './context.ts';
import type { ChangeKind } from './kinds/kind.ts';

type OnceContext = Pick<ChangeContext, 'clients' | 'store' | 'now' | 'sleep' | 'lastTry'>;
type OnceKind = ChangeKind<Change> & Required<Pick<ChangeKind<Change>, 'findMade'>>;

/** ECS's reads have caught up with its writes after this time. */
const lagMs = 60_000;

/** Pauses before a request that AWS answered it did not take, for now, is sent again, milliseconds: a worker lives for thirty seconds. */
const pauses = [500, 1500, 3000];

/**
 * Makes a change that would do its work again if it were repeated, and returns how that went. After a try that may have been sent, ECS is read first: if
 * it shows what the change begins, that is made; what can't be decided is `unknown`, and is not sent again. Throws what may be retried.
 */
export async function makeOnce(
  { card, decidedAt }: Intent,
  kind: OnceKind,
  resumed: boolean,
  { clients, store, now, sleep, lastTry }: OnceContext,
): Promise<ChangeOutcome> {
  const { change, askedBy } = card;
  const ended = (result: ChangeOutcome['result'], reason?: string): ChangeOutcome => ({
    result,
    ...(reason !== undefined && { reason }),
    at: new Date(now()).toISOString(),
  });
  const missed = ({ message, end }: HookOver): ChangeOutcome => ({ ...ended('failed', message), hook: end });
  if (resumed) {
    const earlier = await resume();
    if (earlier !== undefined) return earlier;
  }
  let ready: Awaited<ReturnType<NonNullable<OnceKind['prepare']>>> = { change };
  try {
    if (kind.prepare) ready = await send(() => kind.prepare?.(clients, change, resumed) ?? ready);
  } catch (error) {
    if (isRetryable(error) && !lastTry) throw error;
    // Whatever became of it, the target was not touched.
    return { ...ended('failed', reasonOf(error)), ...(error instanceof RoleRefused && { role: error.role }) };
  }
  const registered = ready.made !== undefined && { registered: ready.made };
  try {
    const { requestId, made } = await send(() => kind.apply(clients, ready.change, askedBy));
    return {
      ...ended('applied'),
      ...(requestId !== undefined && { requestId }),
      ...(made !== undefined && { made }),
      ...registered,
    };
  } catch (error) {
    if (error instanceof HookOver) return (resumed ? await findEarlier() : undefined) ?? missed(error);
    if (isRetryable(error) && !lastTry) throw error;
    return { ...ended(wasRefused(error) ? 'failed' : 'unknown', reasonOf(error)), ...registered };
  }

  /** The job's next try could not tell that this one did nothing, and would wait for ECS's reads. */
  async function send<Answer>(request: () => Answer | Promise<Answer>): Promise<Answer> {
    for (const ms of pauses) {
      try {
        return await request();
      } catch (error) {
        if (!isRetryable(error) || !wasRefused(error)) throw error;
        await sleep(ms);
      }
    }
    return request();
  }

  /** What an earlier try came to; undefined where this one is to make the change: no other does so before ECS's reads show what became of it. */
  async function resume(): Promise<ChangeOutcome | undefined> {
    const last = await store.getSent(card.id);
    const earlier = await findEarlier();
    if (earlier !== undefined) return earlier;
    const lagsFor = Date.parse(last?.at ?? decidedAt) + lagMs - now();
    if (lagsFor > 0) return leave(new NotShownYet(Math.ceil(lagsFor / 1000)));
    const isMine = await store.putSent(card.id, new Date(now()).toISOString(), last?.version ?? 0);
    return isMine ? undefined : leave(new NotShownYet(lagMs / 1000));
  }

  async function findEarlier(): Promise<ChangeOutcome | undefined> {
    try {
      const stands = await kind.findMade(clients, change, decidedAt, now());
      if (stands === 'made') return ended('applied');
      if (stands === 'overtaken') return ended('unknown', 'something else changed it before the next try');
      if (stands === 'nothing known') return undefined;
      return 'made' in stands ? { ...ended('applied'), made: stands.made } : missed(new HookOver(stands));
    } catch (error) {
      return leave(error);
    }
  }

  /** To the job's next try. What its last one can't tell is unknown. */
  function leave(error: unknown): ChangeOutcome {
    if (!lastTry) throw error;
    return ended('unknown', reasonOf(error));
  }
}

/** Whether AWS answered that it did nothing; throttling is such an answer too. */
function wasRefused(error: unknown): boolean {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status !== undefined && status < 500;
}

function reasonOf(error: unknown): string {
  return maskSecrets(error instanceof Error ? error.message : String(error));
}

import type { Logger } from '@aws-lambda-powertools/logger';
import { targetName } from '../aws/ecs/target.ts';
import { type AuditEntry, type AuditStore, entryTime } from '../changes/audit.ts';
import { type Card, ChangeRefused, type Refused } from '../changes/card.ts';
import type { CommandResult } from '../commands/line/command.ts';
import type { Problem } from '../commands/line/problem.ts';
import { maskSecrets } from '../redact/redact.ts';
import type { ChannelNotice } from '../task-events/incoming.ts';
import { auditNotice } from '../views/replies/audit.ts';
import type { Delivery, LineDeps, LineRequest } from './context.ts';
import type { ChannelMessages } from './post.ts';

/** Refusals found before the change pipeline is entered. */
const refusals = new Set<Problem['code']>(['denied', 'aboveMaximum']);

interface NotedRefusal {
  /** The error thrown, and the problem shown to the person. */
  readonly error: unknown;
  readonly problem: Problem;
  /** The command's result, if it got that far. */
  readonly outcome: CommandResult | undefined;
}

/**
 * Writes to the audit that a change or a setting was refused. Returns false if this is not a refusal: a read, or a line that fails no matter who
 * types it.
 */
export async function noteRefusal(
  { error, problem, outcome }: NotedRefusal,
  { line, caller, delivery }: LineRequest,
  deps: LineDeps,
): Promise<boolean> {
  const [name = ''] = line.trim().split(/\s/, 1);
  const command = deps.commands.find((each) => each.name === name.toLowerCase());
  const isChange = command !== undefined && command.kind !== 'read';
  if (!(error instanceof ChangeRefused) && !(isChange && refusals.has(problem.code))) return false;
  const refused = async () => {
    const pressed = await findPressed(line, deps.store);
    const target = pressed ? targetName(pressed.card.change.target) : targetOf(problem, outcome);
    return {
      userId: caller.userId,
      channelId: caller.channelId,
      line: pressed?.card.line ?? line,
      ...(pressed && { press: pressed.press }),
      ...(target !== undefined && { target }),
      why: problem.code === 'denied' ? problem.denial.why : problem.code,
    };
  };
  await recordRefused(refused, delivery, deps);
  return true;
}

interface Pressed {
  readonly press: 'confirm' | 'cancel' | 'undo';
  readonly card: Card;
}

/** The card that a pressed button belongs to, directly or through its change: an id alone tells a reader nothing. */
async function findPressed(line: string, store: LineDeps['store']): Promise<Pressed | undefined> {
  const [name = '', id = ''] = line.trim().split(/\s+/);
  const press = (['confirm', 'cancel', 'undo'] as const).find((each) => each === name.toLowerCase());
  if (press === undefined || id === '') return undefined;
  const card = press === 'undo' ? (await store.getIntent(id))?.card : await store.getCard(id);
  // An undo has a card of its own, whose line names the change it undoes.
  const undone = card && (await findPressed(card.line, store));
  return undone ?? (card && { press, card });
}

function targetOf(problem: Problem, outcome: CommandResult | undefined): string | undefined {
  switch (outcome?.type) {
    case 'change':
      return targetName(outcome.change.target);
    case 'freeze':
      return outcome.freeze.pattern;
    case 'setting':
      return outcome.setting.type === 'language' ? undefined : outcome.setting.pattern;
    default:
      return problem.code === 'aboveMaximum' ? problem.target : undefined;
  }
}

/** Writes a refusal to the audit. If that fails, it is retried with its job; on the last try it is only logged. */
export async function recordRefused(
  find: () => Promise<Omit<Refused, 'jobId' | 'at'>>,
  { jobId, receivedAt, lastTry }: Delivery,
  { audit, logger }: Pick<LineDeps, 'audit' | 'logger'>,
): Promise<void> {
  try {
    await audit.putRefused({ ...(await find()), jobId, at: new Date(receivedAt).toISOString() });
  } catch (error) {
    if (!lastTry) throw error;
    logger.error('A refusal was not recorded', { jobId, error: error as Error });
  }
}

interface ToldAudit {
  /** Gets a notice of each change once its outcome is known, and of each refusal. Empty if there is no such channel. */
  readonly channel: string;
  /** Queues a message that is posted once, soon. */
  readonly notify: (notice: ChannelNotice) => Promise<void>;
  readonly channelMessages: ChannelMessages;
  readonly logger: Pick<Logger, 'info' | 'error'>;
}

/**
 * An audit that also logs each record as one line, without secrets, and notifies the audit channel. If the channel can't be notified, that is logged
 * as an error and does not fail the change.
 */
export function toldAudit(
  store: AuditStore,
  { channel, notify, channelMessages, logger }: ToldAudit,
): AuditStore {
  async function tell(id: string, find: () => Promise<AuditEntry | undefined>): Promise<void> {
    if (channel === '') return;
    try {
      const entry = await find();
      if (entry === undefined) return;
      const at = Date.parse(entryTime(entry));
      await notify({
        id: `audit ${id}`,
        at,
        channel,
        message: auditNotice(entry, await channelMessages(channel)),
      });
    } catch (error) {
      logger.error('The audit channel was not told', { id, error: error as Error });
    }
  }

  return {
    ...store,
    async putIntent(intent) {
      const isNew = await store.putIntent(intent);
      if (isNew) logger.info('audit', { record: 'intent', changeId: intent.card.id, intent });
      return isNew;
    },
    async putOutcome(changeId, { reason, ...rest }) {
      const outcome = { ...rest, ...(reason !== undefined && { reason: maskSecrets(reason) }) };
      const isNew = await store.putOutcome(changeId, outcome);
      if (isNew) logger.info('audit', { record: 'outcome', changeId, outcome });
      // Even if it was recorded before: the writer may have died before notifying. The channel gets it only once.
      await tell(changeId, async () => {
        const [intent, first] = await Promise.all([store.getIntent(changeId), store.getOutcome(changeId)]);
        return intent && { kind: 'change', intent, ...(first && { outcome: first }) };
      });
      return isNew;
    },
    async putRefused(given) {
      const refused = { ...given, line: maskSecrets(given.line) };
      const isNew = await store.putRefused(refused);
      if (isNew) logger.info('audit', { record: 'refused', refused });
      await tell(refused.jobId, async () => ({ kind: 'refused', refused }));
      return isNew;
    },
  };
}

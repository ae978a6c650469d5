import type { Logger } from '@aws-lambda-powertools/logger';
import { maskSecrets } from '../redact/redact.ts';
import type { AuditEntry } from '../store/audit-entry.ts';
import type { AuditStore } from '../store/audit-store.ts';
import type { ChannelNotice } from '../task-events/incoming.ts';
import { auditNotice } from '../views/audit-notice.ts';
import type { ChannelMessages } from './channel-messages.ts';

export interface ToldAudit {
  /** Hears of each change when its outcome is known, and of each refusal; empty when no channel does. */
  readonly channel: string;
  /** Has a message posted once, some time soon. */
  readonly notify: (notice: ChannelNotice) => Promise<void>;
  readonly channelMessages: ChannelMessages;
  readonly logger: Pick<Logger, 'info' | 'error'>;
}

/**
 * The audit whose every record is one log line, without secrets, and which tells the audit channel. What the channel can't be told is an
 * error in the log, and no reason to fail a change.
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
      const at = Date.parse(entry.kind === 'refused' ? entry.refused.at : entry.intent.decidedAt);
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
      // Also when it was known before: who wrote it may have died before it was told. The channel hears it once.
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

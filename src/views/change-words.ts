import type { Change } from '../changes/change.ts';
import type { ChangeOutcome } from '../changes/change-record.ts';
import { isTaskChange } from './is-task-change.ts';
import type { Messages } from './messages/messages.ts';

/** The sentences about one change, from the part of the catalogue that knows its kind. */
export interface ChangeWords {
  cardTitle(): string;
  cardButton(): string;
  approvalTitle(askedBy: string): string;
  approveButton(): string;
  cancelled(): string;
  asked(channelId: string): string;
  /** How it went, for who asked. */
  ended(outcome: ChangeOutcome, link: string | undefined): string;
  /** For the audit: what it was, in a line. */
  what(): string;
}

/** Chooses the sentences by what the change is about. */
export function changeWords(change: Change, messages: Messages): ChangeWords {
  if (isTaskChange(change)) {
    const { changes: words, audit } = messages;
    return {
      cardTitle: () => words.cardTitle(change),
      cardButton: () => words.cardButton(change),
      approvalTitle: (askedBy) => words.approvalTitle(change, askedBy),
      approveButton: () => words.approveButton(change),
      cancelled: () => words.cancelled(change),
      asked: (channelId) => words.asked(change, channelId),
      ended({ result, reason = '' }, link) {
        if (result === 'applied') return words.started(change, link);
        return result === 'failed' ? words.failed(change, reason) : words.unknown(change, reason);
      },
      what: () => audit.what(change),
    };
  }
  const { resources: words } = messages;
  return {
    cardTitle: () => words.cardTitle(change),
    cardButton: () => words.button[change.type],
    approvalTitle: (askedBy) => words.approvalTitle(change, askedBy),
    approveButton: () => words.approve[change.type],
    cancelled: () => words.cancelled(change),
    asked: (channelId) => words.asked(change, channelId),
    ended({ result, reason = '', why }, link) {
      if (result === 'applied') return words.done(change, link);
      const said = result === 'failed' ? words.failed(change, reason) : words.unknown(change, reason);
      return why === undefined ? said : messages.sentences([said, words.why[why]]);
    },
    what: () => words.what(change),
  };
}

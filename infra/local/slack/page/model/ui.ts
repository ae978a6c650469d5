import type { ConfirmationDialog } from '@slack/types';
import type { Chosen } from './chosen.ts';

/** An open menu of a select or overflow element. */
export interface OpenMenu {
  readonly key: string;
  readonly query: string;
  readonly active: number;
  /** Options that the app suggested, for external menus. */
  readonly suggested?: { readonly options?: readonly unknown[]; readonly option_groups?: readonly unknown[] };
  readonly loading: boolean;
}

/** What this window alone knows: where the person is and what is open. */
export interface Ui {
  readonly channel: string;
  /** The parent's `ts` of the open thread. */
  readonly thread: string | undefined;
  readonly tab: 'messages' | 'home';
  /** The left column on a phone. */
  readonly drawer: boolean;
  readonly ecsOpen: boolean;
  readonly faultsOpen: boolean;
  readonly peopleOpen: boolean;
  /** The people of the switch who may nothing. */
  readonly othersOpen: boolean;
  readonly connected: boolean;
  readonly unread: Readonly<Record<string, number>>;
  /** By composer: a channel's id, with the parent's `ts` for a thread. */
  readonly drafts: Readonly<Record<string, string>>;
  /** The chosen line of the completion list by composer; -1 is none, undefined closed with Escape. */
  readonly completion: Readonly<Record<string, number | undefined>>;
  /** Lines sent, newest last, and how far back the composer looks. */
  readonly sent: readonly string[];
  readonly recall: number;
  /** Elements whose press waits for the acknowledgement. */
  readonly busy: ReadonlySet<string>;
  /** What went wrong, by message or view. */
  readonly failures: Readonly<Record<string, string>>;
  readonly menu: OpenMenu | undefined;
  readonly confirm: { readonly dialog: ConfirmationDialog; readonly proceed: () => void } | undefined;
  /** What was folded, unfolded, sorted or paged, by a key of its own. */
  readonly view: Readonly<Record<string, string>>;
  /** Chosen in menus and inputs, by element. */
  readonly chosen: Readonly<Record<string, Chosen>>;
  readonly modalErrors: Readonly<Record<string, string>>;
  /** Unseen messages came while scrolled up. */
  readonly below: boolean;
}

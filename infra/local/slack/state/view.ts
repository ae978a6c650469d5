import type { KnownBlock, PlainTextElement } from '@slack/types';

/** An open modal, or a person's Home tab. */
export interface View {
  readonly id: string;
  readonly rootId: string;
  readonly previousId?: string;
  readonly user: string;
  readonly type: 'modal' | 'home';
  /** Changes with each update; `views.update` and `views.publish` compare it. */
  readonly hash: string;
  readonly blocks: readonly KnownBlock[];
  readonly title?: PlainTextElement;
  readonly submit?: PlainTextElement;
  readonly close?: PlainTextElement;
  readonly privateMetadata: string;
  readonly callbackId: string;
  readonly externalId: string;
  readonly notifyOnClose: boolean;
  readonly clearOnClose: boolean;
}

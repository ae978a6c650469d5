/** An option of a menu or a choice. */
export interface Option {
  readonly text: { readonly type: 'plain_text' | 'mrkdwn'; readonly text: string };
  readonly value: string;
  readonly description?: { readonly text: string };
  readonly url?: string;
}

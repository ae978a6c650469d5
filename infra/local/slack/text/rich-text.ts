import type { RichTextBlockElement, RichTextElement } from '@slack/types';

/** Slack's own model of formatted text: what mrkdwn and Markdown are read into, and what is drawn. */
export type RichText = readonly RichTextBlockElement[];
export type Inline = RichTextElement;
/** Flags of a piece of text. */
export interface TextStyle {
  bold?: boolean;
  italic?: boolean;
  strike?: boolean;
  code?: boolean;
}

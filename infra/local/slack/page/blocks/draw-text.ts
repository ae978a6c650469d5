import type { MrkdwnElement, PlainTextElement } from '@slack/types';
import type { TemplateResult } from 'lit-html';
import { readMrkdwn } from '../../text/read-mrkdwn.ts';
import { readPlain } from '../../text/read-plain.ts';
import type { App } from '../model/app.ts';
import { drawRichText } from './draw-rich-text.ts';

/** A text object. */
export function drawText(app: App, text: MrkdwnElement | PlainTextElement): TemplateResult {
  return drawRichText(
    app,
    text.type === 'mrkdwn' ? readMrkdwn(text.text) : readPlain(text.text, text.emoji ?? true),
  );
}

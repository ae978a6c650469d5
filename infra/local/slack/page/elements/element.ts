import type { TemplateResult } from 'lit-html';
import type { DrawContext } from '../blocks/draw-context.ts';

/** An element as JSON; each type's drawing knows its fields. */
export interface AnyElement {
  readonly type: string;
  readonly action_id: string;
  readonly [field: string]: unknown;
}

export type DrawElement = (context: DrawContext, element: AnyElement, label: string) => TemplateResult;

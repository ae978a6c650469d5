import { html, type TemplateResult } from 'lit-html';
import type { DrawContext } from '../blocks/draw-context.ts';
import { drawImage } from '../blocks/draw-image.ts';
import { buttons } from './buttons.ts';
import { choices } from './choices.ts';
import type { AnyElement, DrawElement } from './element.ts';
import { fields } from './fields.ts';
import { menus } from './menus.ts';

/** An element that a person acts on, or an image. `label` names one that has no text of its own. */
export function drawElement(context: DrawContext, element: { type: string }, label = ''): TemplateResult {
  if (element.type === 'image') return drawImage(element as never, 'accessory__image');
  const types: Readonly<Record<string, DrawElement>> = { ...buttons, ...choices, ...menus, ...fields };
  return (
    types[element.type]?.(context, element as AnyElement, label) ??
    html`<span class="unknown">An element of type <code>${element.type}</code>, which this page does not draw.</span>`
  );
}

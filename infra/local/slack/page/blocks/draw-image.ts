import { html, type TemplateResult } from 'lit-html';

/** The address of an image block or element; files in Slack do not exist here. */
export function drawImage(
  image: { alt_text: string; image_url?: string },
  className: string,
): TemplateResult {
  return html`<img class=${className} src=${image.image_url ?? ''} alt=${image.alt_text} loading="lazy" />`;
}

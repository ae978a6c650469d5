/** A composer is as high as its text, up to the limit of the style sheet. */
export function growComposers(): void {
  for (const field of document.querySelectorAll<HTMLTextAreaElement>('.composer textarea')) {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** An element as one would draw it with brackets: `[ Stop task ]`, `( Choose a service ▾ )`. */
export function printElement(element: { readonly type: string }): string {
  const fields = element as Fields & { type: string };
  const { type } = fields;
  if (type === 'image') return `(image: ${String(fields.alt_text)})`;
  if (type === 'overflow') return `[ ⋯ ${optionTexts(fields.options).join(' | ')} ]`;
  if (type === 'checkboxes' || type === 'radio_buttons') {
    return optionTexts(fields.options)
      .map((text) => `( ) ${text}`)
      .join('  ');
  }
  const label = textOf(fields.text) ?? textOf(fields.placeholder) ?? type;
  if (type.endsWith('button')) return `[ ${label} ]`;
  return type.includes('select') ? `( ${label} ▾ )` : `( ${label} )`;
}

function textOf(value: unknown): string | undefined {
  const text = (value as { text?: unknown } | undefined)?.text;
  return typeof text === 'string' ? text : undefined;
}

function optionTexts(options: unknown): string[] {
  return Array.isArray(options) ? options.map((one: { text: unknown }) => textOf(one.text) ?? '') : [];
}

/** The properties that have a value: an item of the table knows no `undefined`. */
export function defined<Values extends object>(
  values: Values,
): { [Key in keyof Values]?: Exclude<Values[Key], undefined> } {
  const found = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(found) as { [Key in keyof Values]?: Exclude<Values[Key], undefined> };
}

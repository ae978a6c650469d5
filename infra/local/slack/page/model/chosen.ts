/** What a person chose in an element: options' values with their texts, ids, a date, a text. */
export type Chosen = readonly { readonly value: string; readonly text?: string }[];

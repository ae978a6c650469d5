/** The page's files by path, ready to be sent. */
export type Page = ReadonlyMap<string, { readonly type: string; readonly body: Uint8Array | string }>;

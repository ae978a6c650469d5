const MARK = '\uf8ff';

/** The inverse of packBody. */
export function unpackBody(body: string): string {
  return body.startsWith(MARK) ? Buffer.from(body.slice(1), 'base64').toString('utf8') : body;
}

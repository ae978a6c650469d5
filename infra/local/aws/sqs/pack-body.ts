// A private use character that no message of ours begins with; one that does is packed too, so nothing is ambiguous.
const MARK = '\uf8ff';

/**
 * fauxqs refuses every character beyond U+FFFF, which SQS takes: an emoji in a command would be lost. Such a body travels
 * as a mark and base64. Lone surrogates stay as they are, for fauxqs to refuse as SQS does.
 */
export function packBody(body: string): string {
  const mustPack = body.startsWith(MARK) || /[\u{10000}-\u{10ffff}]/u.test(body);
  return mustPack && body.isWellFormed() ? MARK + Buffer.from(body).toString('base64') : body;
}

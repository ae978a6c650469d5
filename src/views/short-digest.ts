/** `sha256:` and the first twelve digits: enough to tell images apart, as Docker shows it. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}

/** An image's name as people say it: `shop/web:1.4.2` without its registry's host, a digest by its first digits. */
export function shortImage(image: string): string {
  return image
    .replace(/^(?=[^/@]*[.:]|localhost\/)[^/@]*\//, '')
    .replace(/@sha256:([0-9a-f]{12})[0-9a-f]*$/, '@$1');
}

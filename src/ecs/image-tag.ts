/** What an image reference says after its repository: `1.4.2`, a digest's first twelve digits, or `latest` for neither. */
export function imageTag(image: string): string {
  const digest = /@sha256:([0-9a-f]{12})/.exec(image)?.[1];
  if (digest !== undefined) return `sha256:${digest}`;
  return /:([\w.-]+)$/.exec(image)?.[1] ?? 'latest';
}

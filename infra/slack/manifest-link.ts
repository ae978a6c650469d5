/** Slack's page that makes an app of this manifest in one click. */
export function manifestLink(manifest: object): string {
  return `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(manifest))}`;
}

/** A service event without `(service web)`, which the title says already, and the deployment's number, and with names in place of ARNs and long ids. */
export function shortenEvent(message: string): string {
  return message
    .replace(/^\(service [^)]*\) (?:\(deployment [^)]*\) )?/, '')
    .replace(/arn:[^\s()]{1,80}:targetgroup\/([^\s()/]+)\/[^\s()]+/g, '$1')
    .replace(/\b([0-9a-f]{8})[0-9a-f]{24}\b/g, '$1');
}

/** A time in the reader's own time zone and words (`Today at 14:03`); clients that can't say it show UTC. */
export function slackDate(date: Date): string {
  const seconds = Math.floor(date.getTime() / 1000);
  const utc = date.toISOString().replace('T', ' ').slice(0, 16);
  return `<!date^${seconds}^{date_short_pretty} {time}|${utc} UTC>`;
}

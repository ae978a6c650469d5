/**
 * Whether a service's log lines may be shown and kept: its own tag `ecs-bot:logs` (on, off) says so, else the setting that the bot
 * was deployed with.
 */
export function logsAllowed(tags: Readonly<Record<string, string>>, setting: boolean): boolean {
  const tag = tags['ecs-bot:logs']?.trim().toLowerCase();
  if (tag === 'on' || tag === 'off') return tag === 'on';
  return setting;
}

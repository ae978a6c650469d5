/**
 * Whether a service's log lines may be shown and kept: its own tag `ecs-bot:logs` decides (on; anything else is
 * off), else the setting that the bot was deployed with.
 */
export function logsAllowed(tags: Readonly<Record<string, string>>, setting: boolean): boolean {
  const tag = tags['ecs-bot:logs']?.trim().toLowerCase();
  return tag === undefined ? setting : tag === 'on';
}

import { ScriptProblem } from './script-problem.ts';
import { settings } from './settings.ts';

type Values = Readonly<Partial<Record<keyof typeof settings, string | undefined>>>;

/**
 * What the bot is to be deployed with: what was given, else what it runs with. So a second deploy needs no option
 * and takes nobody's right away by leaving one out.
 * @throws ScriptProblem when no Slack workspace is known
 */
export function chooseSettings(given: Values, deployed: Values): Readonly<Record<string, string>> {
  const names = Object.keys(settings) as (keyof typeof settings)[];
  const chosen = Object.fromEntries(
    names.flatMap((name) => {
      const value = given[name] ?? deployed[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  if (!chosen['team-id']) {
    throw new ScriptProblem(`Say whose requests the bot obeys: --team-id, ${settings['team-id'].what}.`);
  }
  return chosen;
}

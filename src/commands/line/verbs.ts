import { nearest } from './arguments.ts';
import type { CommandDescription } from './command.ts';
import { splitTarget } from './find-service.ts';
import { Refusal, type ShellVerb } from './problem.ts';
import { withoutMarks, withoutStop } from './readings.ts';

const shellVerbs: Readonly<Record<string, ShellVerb>> = {
  ...of('exec', 'exec ssh shell bash sh connect attach'),
  ...of('run', 'run run-task execute'),
};

/** Other tools' words for what the bot has. */
const otherWords: Readonly<Record<string, string>> = {
  ...of('services', 'list ls get show'),
  ...of('service', 'status state describe inspect info'),
  ...of('tasks', 'ps top containers'),
  ...of('stop-task', 'stop kill terminate'),
  ...of('scale', 'start up down resize count desired replicas'),
  ...of('logs', 'tail cat'),
  ...of('audit', 'history changes'),
  ...of('whoami', 'who me grants rights permissions'),
  ...of('why', 'reason error errors crash crashes failures stops'),
  ...of('images', 'ecr repositories repos'),
  ...of('mute', 'silence snooze'),
  ...of('unmute', 'unsilence unsnooze'),
  ...of('freeze', 'lock'),
  ...of('unfreeze', 'unlock thaw'),
  ...of('freezes', 'locks frozen'),
  ...of('watch', 'subscribe follow'),
  ...of('unwatch', 'unsubscribe unfollow'),
  ...of('doctor', 'health check ping verify'),
  ...of('hands-on', 'learn lesson tutorial'),
  ...of('drill', 'chaos'),
  ...of('rollback', 'roll-back revert'),
  ...of('continue', 'proceed promote resume approve'),
  ...of('deploy', 'release ship update upgrade rollout'),
  ...of('restart', 'redeploy bounce reload reboot recycle'),
  ...of('help', 'commands usage man ? ヘルプ 使い方'),
};

function of<Value extends string>(value: Value, words: string): Record<string, Value> {
  return Object.fromEntries(words.split(' ').map((word) => [word, value]));
}

/**
 * The refusal for an unknown command: it names what does this, for the target in `words`, or a read with a similar name. A change or a setting is
 * never suggested for a similar name: a typo must not offer one.
 */
export function unknownCommand(
  given: string,
  commands: readonly CommandDescription[],
  words: readonly string[] = [],
): Refusal {
  const shown = commands.filter(({ hidden }) => !hidden);
  const verb = given.toLowerCase();
  const shell = Object.hasOwn(shellVerbs, verb) ? shellVerbs[verb] : undefined;
  const other = Object.hasOwn(otherWords, verb) ? otherWords[verb] : undefined;
  if (isOff(shell ?? other ?? verb, shown)) return new Refusal({ code: 'deploymentsOff' });
  if (shell !== undefined) return new Refusal({ code: 'shellVerb', given, shell, ...namedIn(words) });
  const meant = shown.find(({ name }) => name === other);
  if (meant !== undefined) {
    // For a change, its help is named, not a line that would make it.
    const example = meant.kind === 'change' ? `help ${meant.name}` : meant.examples[0];
    return new Refusal({ code: 'otherWord', given, command: meant.name, example });
  }
  const harmless = shown.filter(({ kind }) => kind === 'read');
  const [like] = nearest(
    given,
    harmless.map(({ name }) => name),
    1,
  );
  const example = harmless.find(({ name }) => name === like)?.examples[0];
  return new Refusal({
    code: 'unknownCommand',
    given,
    ...(like !== undefined && example !== undefined && { like: { name: like, example } }),
  });
}

/** What a bot has no commands for where deployments are off. */
const deploymentVerbs: readonly string[] = ['deploy', 'restart', 'rollback', 'continue'];

function isOff(verb: string, shown: readonly CommandDescription[]): boolean {
  return deploymentVerbs.includes(verb) && shown.every(({ only }) => only !== 'deployments');
}

/** The target that a line names: `shop/web`, or a word on its own. */
function namedIn(words: readonly string[]): { readonly cluster?: string; readonly name?: string } {
  const named = words.map((word) => withoutMarks(withoutStop(word)));
  const given = named.find((word) => word.includes('/')) ?? (named.length === 1 ? named[0] : undefined);
  if (given === undefined) return {};
  const { cluster, name } = splitTarget(given.replace(/^\/|\/$/g, ''));
  const isName = (text: string | undefined) => text !== undefined && /^[a-z0-9][\w-]{0,254}$/i.test(text);
  if (!isName(name) || (cluster !== undefined && !isName(cluster))) return {};
  return { ...(cluster !== undefined && { cluster }), name };
}

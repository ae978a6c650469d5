import * as z from 'zod';
import { type CommandDescription, defineRead, dryRunFlag, shareFlag, usage } from './line/command.ts';
import { unknownCommand } from './line/verbs.ts';

/** What help shows for a command. */
export interface HelpCommand extends Pick<CommandDescription, 'name' | 'examples'> {
  readonly usage: string;
  /** Flags, and the words that need an explanation, by name, each with how it is typed: `--pause <1h>`. */
  readonly options: readonly { readonly name: string; readonly typed: string }[];
}

/** The most used commands, with the topics of all others; a topic; or one command in full, with the others of its topic. */
export type HelpReply = { readonly kind: 'help' } & (
  | { readonly type: 'first'; readonly commands: readonly HelpCommand[]; readonly topics: readonly Topic[] }
  | { readonly type: 'topic'; readonly topic: Topic; readonly commands: readonly HelpCommand[] }
  | {
      readonly type: 'command';
      readonly command: HelpCommand;
      readonly topic: Topic;
      readonly others: readonly HelpCommand[];
    }
);

/** Every command, by topic. A topic that is also a command's name, as in `/ecs help tasks`, shows both. */
export const topics = {
  services: [
    'clusters',
    'services',
    'service',
    'deployments',
    'events',
    'scale',
    'deploy',
    'restart',
    'rollback',
    'continue',
  ],
  tasks: ['tasks', 'why', 'logs', 'stop-task', 'drill'],
  images: ['images', 'push-commands', 'task-definition'],
  freezes: ['freeze', 'unfreeze', 'freezes'],
  notifications: ['watch', 'watches', 'unwatch', 'mute', 'unmute', 'language'],
  bot: ['help', 'whoami', 'audit', 'doctor'],
  'hands-on': [
    ...['hands-on', 'create-repository', 'create-cluster', 'register-task-definition', 'create-service'],
    ...['delete-service', 'delete-cluster'],
  ],
} as const;

type Topic = keyof typeof topics;

/** The ten commands that a day on call needs. */
export const firstCommands: readonly string[] = [
  ...['services', 'service', 'tasks', 'why', 'logs', 'deploy', 'rollback', 'scale', 'stop-task', 'mute'],
];

/** `/ecs help [command or topic]` */
export const help = defineRead({
  name: 'help',
  words: [{ name: 'about', hint: 'command', optional: true }],
  examples: ['help', 'help scale', 'help notifications'],
  args: z.object({ about: z.string().optional() }),
  async run({ about }, { commands }): Promise<HelpReply> {
    const shown = commands.filter(({ hidden }) => !hidden);
    const named = (names: readonly string[]) =>
      names.flatMap((name) => shown.filter((command) => command.name === name)).map(describe);
    const present = (Object.keys(topics) as Topic[]).filter((topic) => named(topics[topic]).length > 0);
    if (about === undefined) {
      return {
        kind: 'help',
        type: 'first',
        commands: named(firstCommands).map(withoutCommon),
        topics: present,
      };
    }
    const wanted = about.toLowerCase();
    const [command] = named([wanted]);
    const topic = present.find((each) => (topics[each] as readonly string[]).includes(wanted));
    if (command !== undefined && topic !== undefined) {
      const others = named(topics[topic].filter((name) => name !== wanted)).map(withoutCommon);
      return { kind: 'help', type: 'command', command, topic, others };
    }
    const asked = present.find((each) => each === wanted);
    if (asked !== undefined) {
      return { kind: 'help', type: 'topic', topic: asked, commands: named(topics[asked]).map(withoutCommon) };
    }
    throw unknownCommand(about, commands);
  },
});

function describe(command: CommandDescription): HelpCommand {
  const { name, examples, words, flags } = command;
  const options = [
    ...words
      .filter(({ name: word, hint }) => hint.startsWith(`${word} `))
      .map(({ name: word, hint }) => ({ name: word, typed: hint })),
    ...flags
      .filter(({ hidden }) => !hidden)
      .map(({ name: flag, value }) => ({
        name: flag,
        typed: `--${flag}${value === undefined ? '' : ` <${value}>`}`,
      })),
  ];
  return { name, examples, usage: usage(command), options };
}

/** Every read has `--share` and every change `--dry-run`; a list mentions them once. */
function withoutCommon(command: HelpCommand): HelpCommand {
  const common = [shareFlag, dryRunFlag];
  return {
    ...command,
    usage: common.reduce((line, { name }) => line.replace(` [--${name}]`, ''), command.usage),
  };
}

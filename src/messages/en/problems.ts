import type { ArgumentProblem, Problem, ShellVerb } from '../../commands/line/problem.ts';
import { code, escapeText, link as linkTo, slackDate, wordOf } from '../mrkdwn.ts';
import { denialText } from './access.ts';
import { audit } from './audit.ts';
import { span } from './changes.ts';
import { deploymentProblems } from './deployment-problems.ts';
import { freezeProblems } from './freeze.ts';
import { hookProblems } from './hook-answers.ts';

type ProblemSentences = {
  readonly [Code in Problem['code']]: (problem: Extract<Problem, { code: Code }>) => string;
};

const badWord: Readonly<Record<ArgumentProblem, (given: string) => string>> = {
  notACount: (given) => `${given} is not a count: type a whole number (\`4\`), or a step (\`+1\`, \`-1\`).`,
  notAPage: (given) => `${given} is not a page number.`,
  notANumber: (given) => `${given} is not a whole number.`,
  notAnImage: (given) =>
    `${given} is not an image: type \`repository:tag\`, or an image with its registry in front.`,
  notATaskDefinition: (given) => `${given} is not a task definition: type \`family\` or \`family:revision\`.`,
  notAnAction: (given) => `${given} is no answer to a hook: type \`continue\` or \`rollback\`.`,
  notARevision: (given) => `${given} is not a revision: type its number.`,
  notDeployable: (given) =>
    `${given} can’t be deployed: type a tag (\`1.4.2\`), an image (\`repository:tag\`) or a revision (\`family:7\`).`,
  notATarget: (given) => `${given} is not a target: type \`cluster/service\`.`,
  notAName: (given) => `${given} is not a name.`,
  notALimit: (given) => `${given} is not a number from 1 to 50.`,
  notALevel: (given) => `${given} is not a level: type \`all\`, \`problems\` or \`none\`.`,
  notALanguage: (given) => `${given} is not a supported language: type \`en\` or \`ja\`.`,
  notARepository: (given) => `${given} is not an ECR repository: type \`repository\` or \`repository:tag\`.`,
  notADuration: (given) => `${given} is not a time up to a week: type \`30m\`, \`2h\` or \`1d\`.`,
  notAFreezeTime: (given) =>
    `${given} is not a time up to 14 days: type \`for 2d\`, or \`until Mon 09:00\` by your own clock.`,
  notASpan: (given) => `${given} is not a time up to 31 days: type \`30m\`, \`24h\` or \`7d\`.`,
  notFor: (given) => `${given} does not fit: after the count, type \`for\` and a time.`,
  notAHandsOnWord: (given) =>
    `${given} does not fit: type \`next\`, \`again\`, or nothing to see where you are.`,
  invalid: (given) => `${given} does not fit here.`,
};

const madeResults = {
  applied: 'It was done once, and not again.',
  failed: 'AWS refused it; nothing was changed.',
  unknown: 'AWS did not answer, so it is unknown whether it was done.',
  running: 'It is being done now.',
} as const;

const drillRefusals = {
  deploying: (target: string) => `A deployment of ${target} is in progress: drill when it is done.`,
  notSteady: (target: string) => `${target} is not steady now: drill when all desired tasks are running.`,
  tooFew: (target: string) =>
    `${target} runs fewer than two tasks, so a drill would take it down: scale it to 2 first.`,
  protected: (target: string) => `Every task of ${target} is protected from scale-in.`,
  unhealthy: (target: string) => `A task of ${target} is unhealthy: fix that before a drill.`,
} as const;

const resourceNouns = { repository: 'repository', cluster: 'cluster', service: 'service' } as const;

/** ` Did you mean …?`, or nothing. */
function didYouMean(names: readonly string[]): string {
  return names.length === 0 ? '' : ` Did you mean ${names.map(code).join(' or ')}?`;
}

const line = (text: string) => code(`/ecs ${text}`);
/** For a region without a cluster, where the hands-on is deployed. */
export const learnLine = `${line('hands-on')} creates the first one with you.`;

const thrice = 'AWS or Slack did not answer in time, three times in a row';

/** What the button had done before the job failed. */
const unavailable: { readonly [Became in Extract<Problem, { code: 'unavailable' }>['became']]: string } = {
  nothing: `${thrice}. Try again in a minute.`,
  applied: 'It was done; only the message about it did not get through.',
  failed: `It was not done, and ${thrice}. ${line('audit me')} shows why.`,
  unknown: `${thrice}, so it is unknown whether it was done. Check the current state before you do it again; ${line('audit me')} shows what was recorded.`,
};

interface Closed {
  readonly why: string;
  readonly remedy: string;
}

const invite = 'Type `/invite @ecs` there, then ask again.';
const elsewhere = 'Ask in another channel, or have that setting changed.';
const closedOtherwise: Closed = { why: 'Slack refuses it', remedy: elsewhere };

/** Why the bot may not post in a channel, by Slack's error code. */
const closed: Readonly<Record<string, Closed>> = {
  not_in_channel: { why: 'I am not a member', remedy: invite },
  channel_not_found: { why: 'I am not a member, or it is gone', remedy: invite },
  is_archived: { why: 'it is archived', remedy: 'Unarchive it, or ask in another channel.' },
  restricted_action: { why: 'a setting of the workspace forbids it', remedy: elsewhere },
  restricted_action_read_only_channel: { why: 'only some people may post there', remedy: elsewhere },
  restricted_action_thread_only_channel: { why: 'only threads are allowed there', remedy: elsewhere },
  restricted_action_non_threadable_channel: { why: 'threads are not allowed there', remedy: elsewhere },
  restricted_action_thread_locked: { why: 'the thread is locked', remedy: elsewhere },
  messages_tab_disabled: { why: 'the app’s messages tab is off', remedy: elsewhere },
  ekm_access_denied: { why: 'administrators have suspended posting', remedy: elsewhere },
};

/** The command that does it instead; what the line did not name is in angle brackets. */
const shellVerbs: { readonly [Verb in ShellVerb]: (cluster: string, name: string) => string } = {
  exec: (cluster) =>
    `To open a shell in a task, run ${code(`aws ecs execute-command --cluster ${cluster} --task <task id> --interactive --command sh`)}.`,
  run: (cluster, family) =>
    `To run a task, use ${code(`aws ecs run-task --cluster ${cluster} --task-definition ${family}`)} in a shell; how it ends is posted in the channel.`,
};

/** One sentence for each problem, and what to do instead. */
export const problems: ProblemSentences = {
  unknownCommand: ({ given, like }) =>
    like === undefined
      ? `There is no command ${code(given)}. ${line('help')} lists them all.`
      : `There is no command ${code(given)}. Did you mean ${code(like.name)}, for example ${line(like.example)}? ${line('help')} lists them all.`,
  otherWord: ({ given, command, example }) =>
    `There is no command ${code(given)}. Use ${code(command)} instead: ${line(example)}.`,
  shellVerb: ({ given, shell, cluster = '<cluster>', name = shell === 'run' ? '<family>' : '<service>' }) =>
    `There is no command ${code(given)}. ${shellVerbs[shell](cluster, name)}`,
  nothingHere: ({ learn }) => `There is no cluster in this region.${learn ? ` ${learnLine}` : ''}`,
  unknownFlag: ({ given, command, usage }) =>
    `${code(command)} has no option ${code(given)}. Usage: ${line(usage)}`,
  unclosedQuote: () => 'A quote is opened but not closed. Close it, or leave it out.',
  missingWord: ({ word, usage, example }) =>
    `${word === 'n|+n|-n' ? 'How many tasks?' : `${code(word)} is missing.`} Usage: ${line(usage)}, for example ${line(example)}.`,
  tooManyWords: ({ given, usage, example }) =>
    `${code(given)} is one word too many. Usage: ${line(usage)}, for example ${line(example)}.`,
  badWord: ({ why, given, example }) => `${badWord[why](code(given))} For example: ${line(example)}.`,
  unknownCluster: ({ given, nearest }) =>
    `There is no cluster ${code(given)} here.${didYouMean(nearest)} ${line('clusters')} lists them.`,
  unknownService: ({ given, nearest }) =>
    `There is no service ${code(given)}.${didYouMean(nearest)} ${line('services')} lists them.`,
  ambiguousService: ({ given, targets }) =>
    `${targets.length} clusters have a service ${code(given)}. Type which: ${targets.map(code).join(' or ')}.`,
  unknownTarget: ({ given, nearest }) =>
    `There is no cluster and no service ${code(given)}.${didYouMean(nearest)} ${line('clusters')} and ${line('services')} list them.`,
  ambiguousTask: ({ given, targets }) =>
    `More than one task begins with ${code(given)}. Type more of it: ${targets.map(code).join(' or ')}.`,
  unknownTask: ({ given, cluster }) =>
    `There is no task ${code(given)} in ${code(cluster)}. ECS forgets a stopped task after about an hour, the bot after thirty days.`,
  otherPlace: ({ given, region, account }) =>
    `${code(given)} is in another region or account, and this bot works only in ${code(region)} of account ${code(account)}. ${line('services')} lists what is here.`,
  unknownTaskDefinition: ({ given }) => `There is no active task definition ${code(given)}.`,
  notOfHandsOn: ({ given }) =>
    `Only what is named \`hands-on…\` or \`hello-world…\`, in lower case, can be created and deleted here, and ${code(given)} is not.`,
  noHandsOn: () => 'This bot was deployed without `--hands-on`, so it can’t create or delete anything.',
  deploymentsOff: () =>
    'This bot was deployed with `--deployments=off`: deploy it again with `--deployments=on` to begin, continue or roll back deployments.',
  alreadyThere: ({ what, name }) =>
    what === 'taskDefinition'
      ? `${code(name)} already matches: there is nothing to register.`
      : `The ${resourceNouns[what]} ${code(name)} already exists: there is nothing to do.`,
  serviceDraining: ({ target }) =>
    `The service ${code(target)} is being deleted: wait until its tasks have stopped.`,
  clusterHolds: ({ cluster, services, tasks }) =>
    `${code(cluster)} is not empty (active services: ${services}, tasks: ${tasks}): delete its services first with ${line(`delete-service ${cluster}/…`)}.`,
  notAFargateSize: ({ cpu, memory, memories }) =>
    memories.length === 0
      ? `Here a task can have 256, 512, 1024, 2048 or 4096 CPU units, not ${cpu}.`
      : `With ${cpu} CPU units Fargate offers ${memories.length > 3 ? `${memories[0]} to ${memories.at(-1)} MiB in steps of 1024` : `${memories.join(', ')} MiB`}, not ${memory}.`,
  notAPort: ({ given }) => `${code(given)} is not a port: type a number from 1 to 65535.`,
  noPort: ({ taskDefinition }) =>
    `${code(taskDefinition)} opens no port in its first container, so a load balancer can’t reach it.`,
  unknownRepository: ({ given, nearest }) =>
    `There is no repository and no service ${code(given)} in this region.${didYouMean(nearest)}`,
  taskRuns: ({ task }) => `${code(task)} has not stopped. ${line(`tasks ${task}`)} shows it.`,
  noTask: ({ target }) => `${code(target)} has no task, and none stopped within thirty days.`,
  logsNotAllowed: ({ target }) =>
    `The log of ${code(target)} may not be shown. Tag the service with ${code('ecs-bot:logs')} = ${code('on')}, or deploy with ${code('--logs on')} to allow all.`,
  logsElsewhere: ({ target, driver }) =>
    driver === ''
      ? `${code(target)} keeps no log: its task definition has no log driver.`
      : `The log of ${code(target)} can’t be read here: that needs the driver ${code('awslogs')} with a stream prefix, and it has ${code(driver)}.`,
  noRunningTask: ({ target }) =>
    `${code(target)} has no running task to stop. ${line(`service ${target}`)} shows why.`,
  taskAlreadyStopping: ({ task, target }) =>
    `The task ${code(task)} of ${code(target)} is already stopping; nothing was changed.`,
  daemonCount: ({ target }) =>
    `${code(target)} is a DAEMON service: ECS runs one task on each container instance, so it has no count to set.`,
  aboveMaximum: ({ target, count, maximum }) =>
    `${count} is above the limit of ${maximum} tasks per service (MAX_DESIRED_COUNT). Try ${line(`scale ${target} ${maximum}`)}.`,
  belowZero: ({ target, count, desiredCount }) =>
    `That would make ${count} tasks; ${code(target)} has a desired count of ${desiredCount}. The least is ${line(`scale ${target} 0`)}.`,
  sameCount: ({ target, count }) =>
    `${code(target)} already has a desired count of ${count}; nothing to change.`,
  denied: ({ denial }) => denialText(denial),
  askerDenied: ({ asker }) =>
    `<@${escapeText(asker)}>, who asked for it, may not do it any more; nothing was changed.`,
  needsSecondPerson: () => 'You asked for it, so somebody else has to approve it; nothing was changed.',
  managedElsewhere: ({ target, link }) =>
    `${code(target)} is run by ECS Express Mode, which sets its count itself: ${linkTo(link, 'change its scaling there')}.`,
  drillUnsafe: ({ target, why }) => `${drillRefusals[why](code(target))} Nothing was stopped.`,
  noScalableTarget: ({ target }) =>
    `${code(target)} has no auto scaling to pause or to move: leave the option out.`,
  oneOfBoth: () => '`--pause` has its own time: use `--pause 1h` alone, without `for` and `--move-bound`.',
  undoOver: () => 'That change can’t be undone any more: Undo works for 15 minutes. Nothing was changed.',
  undoMoved: ({ target, set, desiredCount }) =>
    desiredCount === undefined
      ? `${code(target)} is gone, so there is nothing to undo.`
      : `Something else has changed ${code(target)} since: it was set to ${set} and is at ${desiredCount} now. Nothing was changed; set what you want with ${line(`scale ${target} <n>`)}.`,
  cardGone: () => 'That card is no longer known; nothing was changed. Type the command again.',
  cardMade: ({ userId, approved, at, result, link }) => {
    const who = approved
      ? `Already approved by <@${escapeText(userId)}>`
      : `Already confirmed by <@${escapeText(userId)}>`;
    const where = link === undefined ? '' : `: ${linkTo(link, 'see its message')}`;
    return `${who}, ${slackDate(new Date(at))}${where}. ${madeResults[result ?? 'running']}`;
  },
  cardWithdrawn: ({ userId, declined, at }) =>
    `<@${escapeText(userId)}> ${declined ? 'declined' : 'cancelled'} this, ${slackDate(new Date(at))}; nothing was changed. Type the command again if you still want it.`,
  cardExpired: ({ minutes }) =>
    `That card expired: it could be used for ${minutes} minutes. Nothing was changed. Type the command again.`,
  refusedBefore: ({ because }) => {
    const why = wordOf<string>(audit.reasons, because);
    return `That press was refused${why === undefined ? '' : ` (${why})`}, and nothing was changed. Type the command again.`;
  },
  targetBusy: ({ target, userId }) =>
    `${userId === '' ? 'Another change' : `A change by <@${escapeText(userId)}>`} of ${code(target)} is running, and only one runs at a time. Nothing was changed; try again in a minute.`,
  approvalNeeded: ({ byTag }) =>
    byTag
      ? `it is now tagged ${code('ecs-bot:protected')}, so a second person has to approve. The button asks for that.`
      : 'a second person now has to approve it. The button asks for that.',
  pausedAlready: ({ target }) =>
    `Auto scaling of ${code(target)} is already paused, but not by this bot, which would not know when to resume it. Leave ${code('--pause')} out: the count stays as you set it.`,
  undoPauses: ({ target }) =>
    `Undoing that would pause auto scaling of ${code(target)} without an end. Nothing was changed; ${line(`scale ${target} <n> --pause 1h`)} pauses it for a time.`,
  undoDone: ({ userId, byTimer, at }) =>
    byTimer
      ? `That change already went back by itself, ${slackDate(new Date(at))}: its time was over. Nothing was changed.`
      : `That change was already undone by <@${escapeText(userId)}>, ${slackDate(new Date(at))}. Nothing was changed.`,
  cardOfAnother: ({ asker }) =>
    `That card belongs to <@${asker}>; nothing was changed. Type the command yourself to get your own.`,
  handsOnOfAnother: ({ userId }) =>
    `That is the hands-on of <@${escapeText(userId)}>. \`/ecs hands-on\` starts your own, or shows where you are.`,
  cannotPost: ({ channel, direct, slackSays = '' }) => {
    if (channel === '')
      return 'Nothing was changed: there is no default channel to post it in. Type the command in a channel, or deploy with `--param="default-channel=C…"`.';
    const { why, remedy } = wordOf(closed, slackSays) ?? closedOtherwise;
    return `Nothing was changed, because I can't post in <#${escapeText(channel)}>${direct ? ', the default channel' : ''}: ${why} (${code(slackSays)}). ${remedy}`;
  },
  tooLate: () =>
    'Your command came too late to be safe (it waited more than 2 minutes); nothing was changed. Type it again.',
  awsRefused: ({ message }) => `AWS refused: ${escapeText(message)}`,
  awsDenied: ({ message }) =>
    `The bot's role is not allowed to do that: ${escapeText(message)} Deploy again, or ask whoever runs the bot.`,
  ...deploymentProblems,
  ...freezeProblems,
  ...hookProblems,
  onlyInChannel: () =>
    'That is set in a channel, which then reads it: type it there, not in a direct message.',
  notWatched: ({ given, patterns }) =>
    `This channel does not watch ${code(given)}.${didYouMean(patterns)} ${line('watches')} shows which channel gets what.`,
  notMuted: ({ given, patterns }) =>
    `${code(given)} is not muted in this channel.${didYouMean(patterns)} ${line('watches')} shows what is.`,
  nameOnly: ({ given }) =>
    `${code(given)} alone does not tell me who is meant. Pick the person from Slack’s list after typing \`@\`, or type their member ID (profile, then Copy member ID), such as ${line('audit U0123ABCD')}. ${line('audit me')} shows your own.`,
  slackRefuses: ({ refusal }) => {
    switch (refusal.kind) {
      case 'token':
        return `Slack refuses the bot's token (${code(refusal.code)}), so nothing was done. Ask whoever runs the bot to reinstall the Slack app if it was removed, and to store its token with ${code('npm run secrets')}.`;
      case 'scope':
        return `Nothing was changed: the Slack app lacks ${refusal.scope === '' ? `a scope (${code(refusal.code)})` : `the scope ${code(refusal.scope)}`}. Ask whoever runs the bot to put the manifest of ${code('npm run manifest')} into the app and to reinstall it.`;
      default:
        return `Nothing was changed: Slack refuses the bot’s request (${code(refusal.code)}). ${line('doctor')} shows what else is wrong.`;
    }
  },
  tooOften: ({ seconds }) =>
    `${line('doctor')} has run several times within a minute in this workspace. Type it again in ${span(seconds * 1000)}.`,
  slackWaits: ({ seconds }) =>
    `Slack asks the bot to wait ${span(seconds * 1000)}, so nothing was changed. Type the command again after that.`,
  unanswered: () =>
    'Slack took the message of this change twice but never answered, so nothing was changed, whatever that message says. Type the command again.',
  unavailable: ({ became }) => unavailable[became],
};

import type { MessageVersion, SlackCall } from '../ledger.ts';
import type { Run } from '../run.ts';
import { clockTime, type Decision, readDecisions } from './decisions.ts';

/** What the channels read: each message is posted once and shows its end, what gets worse notifies, and Slack's limit of posts is kept. */
export function checkMessages(run: Run): string[] {
  const decisions = readDecisions(run);
  return [
    ...checkPosts(run),
    ...checkPace(run),
    ...lastVersions(run).flatMap((version) => checkLast(run, version)),
    ...lastVersions(run).flatMap((version) => checkApprover(version, decisions)),
    ...decisions.flatMap((decision) => checkRise(run, decision)),
    ...checkReplaced(run),
  ];
}

type Post = SlackCall & { readonly channel: string; readonly ts: string };

/** The messages that Slack took for a channel from a function. */
function postsOf({ ledger }: Run, functionName: string): readonly Post[] {
  return ledger.slackCalls.flatMap((call) => {
    const { method, machine, answer, input } = call;
    if (method !== 'chat.postMessage' || answer.ok !== true) return [];
    if (machine?.startsWith(functionName) !== true || !/^[CG]/.test(String(input.channel))) return [];
    return [{ ...call, channel: String(input.channel), ts: String(answer.ts) }];
  });
}

/** A change's message: its job may have posted that three tries failed before it was given back and made the change. */
export function postOf(run: Run, jobId: string): Post | undefined {
  return postsOf(run, 'worker').findLast((each) => each.jobId === jobId);
}

/** A job posts the same message once, and twice only where the answer to the first may have been lost: before its place was written down. */
function checkPosts(run: Run): string[] {
  const posts = postsOf(run, 'worker');
  return posts.flatMap((post, index) => {
    const same = posts
      .slice(0, index)
      .filter(
        ({ jobId, channel, input }) =>
          jobId === post.jobId && channel === post.channel && input.text === post.input.text,
      );
    const isKnown = same.some(({ ts }) =>
      run.ledger.posts.some((noted) => noted.ts === ts && noted.at < post.at),
    );
    if (!isKnown && same.length < 2) return [];
    return [
      `the same message was posted ${same.length + 1} times, last at ${clockTime(post.at)}: ${firstLine(post)}`,
    ];
  });
}

/** Slack takes a post a second in a channel; two instances' clocks are up to four seconds apart, and the way to Slack takes a moment. */
const [everyMs, apartMs] = [1000, 4200];

function checkPace(run: Run): string[] {
  const posts = postsOf(run, 'task-events');
  const channels = new Set(posts.map(({ channel }) => channel));
  return [...channels].flatMap((channel) => {
    const own = posts.filter((post) => post.channel === channel);
    const burst = own.find((post, index) => {
      const within = own
        .slice(index)
        .findIndex(({ at }, more) => at - post.at < (more - 1) * everyMs - apartMs);
      return within > 0;
    });
    return burst === undefined
      ? []
      : [`too many posts at once, from ${clockTime(burst.at)}: ${firstLine(burst)}`];
  });
}

export function firstLine({ input }: SlackCall): string {
  return String(input.text).slice(0, 120);
}

/** The last version of each of the bot's messages that everybody in a channel sees. */
function lastVersions({ ledger }: Run): readonly MessageVersion[] {
  const last = new Map<string, MessageVersion>();
  for (const version of ledger.messages) {
    const { isBot, visibleTo, channel, ts } = version.message;
    if (isBot && visibleTo === undefined) last.set(`${channel} ${ts}`, version);
  }
  return [...last.values()].filter(({ deleted }) => !deleted);
}

/**
 * After the calm no message says that anything is still going on: its dot is not yellow. A copy that Slack took unheard is known to nobody, and what
 * notifies of a rise is told once: in the thread, or by itself where the message went unheard.
 */
function checkLast(run: Run, { message, at }: MessageVersion): string[] {
  if (dotOf(message) !== 'large_yellow_circle' || message.threadTs !== undefined) return [];
  const unheard = [...postsOf(run, 'worker'), ...postsOf(run, 'task-events')].filter(
    ({ channel, machine, at: posted }) => channel === message.channel && isUnheard(run, machine, posted),
  );
  const isCopy = unheard.some(({ ts }) => ts === message.ts);
  const [target = ''] = message.text.replaceAll('`', '').split(':');
  const isAlone =
    unheard.some((post) => post.at < at && String(post.input.text).includes(target)) ||
    isGivenUp(run, { from: at - riseMs, to: at });
  return isCopy || (isAlone && message.revision === 0)
    ? []
    : [`since ${clockTime(at)} a message says that it goes on: ${message.text.slice(0, 160)}`];
}

/** A message of a change that was made names as its approver whoever approved it. Of one that nobody decided it says that it is not known to be made. */
function checkApprover({ message }: MessageVersion, decisions: readonly Decision[]): string[] {
  if (dotOf(message) !== 'large_green_circle' || message.text.includes('not known whether')) return [];
  const [target = ''] = /`[^`]+`/.exec(message.text) ?? [];
  const named = [...message.text.matchAll(/[Aa]pproved by <@(\w+)>/g)].map(([, userId]) => userId);
  const approvers = decisions.flatMap(({ intent: { card, decidedBy } }) => {
    const approver = card.approval === undefined ? card.approvedBy : decidedBy;
    return target.includes(Object.values(card.change.target).join('/')) ? [approver] : [];
  });
  return named
    .filter((userId) => !approvers.includes(userId))
    .map(
      (userId) =>
        `${target} was not approved by ${userId}, as its message says: ${message.text.slice(0, 160)}`,
    );
}

/** Whether an instance may not have heard, or not have kept, the answer to what it sent then. */
function isUnheard({ hits }: Run, machine: string | undefined, at: number): boolean {
  return hits.some((hit) => hit.machine === machine && Math.abs(hit.at - at) < 30_000);
}

/** How a message's first line is marked. */
export function dotOf({ blocks }: MessageVersion['message']): string | undefined {
  return /:((?:large_)?\w+_circle):/.exec(JSON.stringify(blocks?.[0] ?? ''))?.[1];
}

/** Whether the events function may have given a message up: one that Slack takes twice without an answer is not posted a third time. */
export function isGivenUp({ hits }: Run, { from, to }: { readonly from: number; readonly to: number }) {
  const unanswered = hits.filter(
    (hit) =>
      hit.action === 'chat.postMessage' &&
      /^(cut|silent|killed)/.test(hit.what) &&
      hit.machine?.startsWith('task-events') === true &&
      hit.at > from &&
      hit.at < to,
  );
  return unanswered.length >= 2;
}

/** A rise that waits for its turn, or for Slack, comes within this time. */
const riseMs = 10 * 60_000;

/** A change's message that turns red, though the change was made, notifies its channel: by a reply or a message that names the target. */
function checkRise(run: Run, { intent, outcome }: Decision): string[] {
  const { card, jobId } = intent;
  if (outcome?.result === 'failed' || !('service' in card.change.target)) return [];
  const { service } = card.change.target;
  const post = postOf(run, jobId);
  if (post === undefined || isHushed(run, service)) return [];
  const versions = run.ledger.messages.filter(
    ({ message }) => message.ts === post.ts && message.channel === post.channel,
  );
  const red = versions.findIndex(({ message }) => dotOf(message) === 'red_circle');
  const at = versions[red]?.at;
  if (red <= 0 || at === undefined || isGivenUp(run, { from: post.at, to: at + riseMs })) return [];
  const isTold = postsOf(run, 'task-events').some(
    (each) =>
      each.channel === post.channel &&
      String(each.input.text).includes(service) &&
      each.at > post.at &&
      each.at < at + riseMs,
  );
  return isTold
    ? []
    : [`the message of ${card.line} turned red at ${clockTime(at)}, and nothing notified of it`];
}

/** Whether somebody mutes a service, no longer watches it, or tags it. */
function isHushed({ plan }: Run, service: string): boolean {
  return plan.steps.some(
    (step) =>
      (step.kind === 'line' && /\b(un)?(mute|watch)\b/.test(step.line) && step.line.includes(service)) ||
      (step.kind === 'tag' && step.service.endsWith(`/${service}`)),
  );
}

const replaced = 'A later change has its own message below';

/** A message that was replaced by a later change's stays so, however late its job comes again. */
function checkReplaced({ ledger }: Run): string[] {
  const over = new Set<string>();
  return ledger.messages.flatMap(({ message, at }) => {
    const name = `${message.channel} ${message.ts}`;
    if (message.text.includes(replaced)) over.add(name);
    else if (over.has(name)) {
      return [
        `at ${clockTime(at)} a message that a later one had replaced says: ${message.text.slice(0, 160)}`,
      ];
    }
    return [];
  });
}

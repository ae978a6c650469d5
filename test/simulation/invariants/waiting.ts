import { readEpisode } from '../../../src/store/episodes.ts';
import { paused } from '../hook-scenes.ts';
import { deploymentsOf, type HookWait } from '../hooks.ts';
import type { Run } from '../run.ts';
import { clockTime, isAbout, readDecisions } from './decisions.ts';
import { dotOf, isGivenUp } from './messages.ts';

/** A deployment that waits for a person notifies, once for each hook; it is no problem; and how it ended is told as ECS has it. */
export function checkWaiting(run: Run): string[] {
  return [
    ...run.ledger.waits.flatMap((wait) => checkNotified(run, wait)),
    ...checkOnce(run),
    ...checkCalm(run),
    ...checkGreen(run),
    ...checkEnd(run),
  ];
}

/** What notifies of a hook, by its title; one whose time is nearly over has a title of its own. */
const [waits, expires] = [
  /waits for a person|人の操作を待っています/,
  /waits at a hook whose time is nearly over|期限が近づいています/,
];

function noticesOf({ ledger }: Run) {
  return ledger.slackCalls.filter(
    ({ method, machine, answer, input }) =>
      method === 'chat.postMessage' &&
      machine?.startsWith('task-events') === true &&
      answer.ok === true &&
      String(input.text).includes(paused),
  );
}

/** An answer that came too late is red in its own message. */
const refused = /was not done|実行されませんでした/;

/** The events function learns of a hook from its event, and asks ECS what happens at its end. */
const notifiedMs = 90_000;

function checkNotified(run: Run, { hookId, from, until = Infinity }: HookWait): string[] {
  if (until < from + notifiedMs || isHushed(run)) return [];
  const isDisturbed = run.hits.some(
    ({ at, machine, about, what }) =>
      at > from - 300_000 &&
      at < from + notifiedMs &&
      (machine?.startsWith('task-events') === true || (about === paused && what !== 'event twice')),
  );
  if (isDisturbed || isGivenUp(run, { from, to: from + notifiedMs })) return [];
  const isTold = noticesOf(run).some(
    ({ at, input }) => at >= from && at <= from + notifiedMs && waits.test(String(input.text)),
  );
  return isTold ? [] : [`the hook ${hookId} waited since ${clockTime(from)}, and nothing notified of it`];
}

/** No channel is notified more often than hooks wait, but where Slack's answer was lost, or a change takes the story on in a message of its own. */
function checkOnce(run: Run): string[] {
  const { ledger, hits } = run;
  const changes = readDecisions(run).filter((decision) => isAbout(decision, paused));
  const most = ledger.waits.length + changes.length;
  const notices = noticesOf(run).filter(
    ({ input: { text } }) => waits.test(String(text)) && !expires.test(String(text)),
  );
  return [...Map.groupBy(notices, ({ input }) => String(input.channel))].flatMap(([channel, own]) => {
    const unheard = own.filter(({ at, machine }) =>
      hits.some((hit) => hit.machine === machine && Math.abs(hit.at - at) < 30_000),
    );
    if (own.length - unheard.length <= most) return [];
    return [`${channel} was notified ${own.length} times of ${ledger.waits.length} hooks of ${paused}`];
  });
}

/** A failure is told for as long as its message goes on, and tasks that never get healthy are a problem too. */
const troubleMs = 20 * 60_000;
const lateMs = 90_000;

function checkCalm(run: Run): string[] {
  const { ledger, plan, times } = run;
  return ledger.messages
    .filter(
      ({ message }) => message.isBot && message.text.includes(paused) && dotOf(message) === 'red_circle',
    )
    .filter(({ at, message }) => {
      const isTrouble =
        ledger.news.some(
          ({ eventName, service, at: failed }) =>
            service === paused && eventName.endsWith('FAILED') && failed <= at && failed > at - troubleMs,
        ) ||
        plan.steps.some(
          (step) =>
            step.kind === 'deploy' &&
            step.service === paused &&
            step.how === 'unhealthy' &&
            times.start + step.at <= at &&
            times.start + step.at > at - troubleMs,
        );
      const isExpiring = ledger.waits.some(
        ({ from, expiresAt, until = Infinity }) =>
          at >= (from + expiresAt) / 2 - lateMs && until > at - lateMs && expires.test(message.text),
      );
      return !isTrouble && !isExpiring && !refused.test(message.text);
    })
    .slice(0, 1)
    .map(
      ({ at, message }) =>
        `at ${clockTime(at)} a deployment that waits is told as a problem: ${message.text}`,
    );
}

/** What is heard takes a moment to be told. */
const tellingMs = 60_000;

/** No message says that a deployment is done, or has gone back, before it is. */
function checkGreen({ ledger }: Run): string[] {
  const news = ledger.news.filter(
    ({ service, eventName }) => service === paused && eventName.startsWith('SERVICE_DEPLOYMENT_'),
  );
  const greens = ledger.messages.filter(
    ({ message }) =>
      message.isBot && message.text.includes(paused) && /large_(green|orange)/.test(dotOf(message) ?? ''),
  );
  return greens.flatMap(({ at, message }, index) => {
    // It was done, and its message tells more of it while the next one begins.
    if (greens.slice(0, index).some((earlier) => earlier.message.ts === message.ts)) return [];
    const before = news.findLast((each) => each.at <= at - tellingMs);
    const since = news.filter((each) => each.at > at - tellingMs && each.at <= at);
    const isGoingOn = [...(before ? [before] : []), ...since].every(
      ({ eventName }) => eventName !== 'SERVICE_DEPLOYMENT_COMPLETED',
    );
    if (before === undefined || !isGoingOn) return [];
    return [`at ${clockTime(at)} a deployment that goes on is told as done: ${message.text.slice(0, 160)}`];
  });
}

/** The message of a service's last deployment says how ECS says that it ended. */
function checkEnd(run: Run): string[] {
  const { simulation } = run;
  const [newest] = deploymentsOf(simulation.account.ecs, paused);
  const stored = simulation
    .records('own')
    .find(({ pk, sk }) => sk === 'packed episode' && String(pk).endsWith(paused));
  if (newest?.createdAt === undefined || stored === undefined) return [];
  const { episode, deliveries } = readEpisode(stored as never);
  const createdAt = newest.createdAt.getTime();
  // A later one, or an earlier one: of the last deployment nothing was heard.
  const isOver = episode.phase === 'closed' && episode.closedAt < createdAt;
  if (episode.openedAt > createdAt + 60_000 || isOver) return [];
  const wanted = ends[newest.status ?? ''];
  return deliveries.flatMap(({ channel, ts }) => {
    const { text = '' } = simulation.slack.messages.find(channel, ts ?? '') ?? {};
    // What came too late for its hook is told as such, in its own message.
    if (text === '' || wanted === undefined || wanted.test(text) || refused.test(text)) return [];
    return [
      `ECS says that the last deployment of ${paused} is ${newest.status}, and its message says: ${text}`,
    ];
  });
}

const ends: Readonly<Record<string, RegExp>> = {
  SUCCESSFUL: /rolled out|restarted it|rolled it back|デプロイ完了|再起動しました|ロールバックしました/,
  ROLLBACK_SUCCESSFUL: /rolled (it )?back|rolling (it )?back|ロールバック/,
};

/** Whether somebody mutes the service, no longer watches it, or tags it. */
function isHushed({ plan }: Run): boolean {
  return plan.steps.some(
    (step) =>
      (step.kind === 'line' && /\b(un)?(mute|watch)\b/.test(step.line) && step.line.includes(paused)) ||
      (step.kind === 'tag' && step.service === paused && step.key === 'ecs-bot:notify'),
  );
}

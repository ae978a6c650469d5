import type { AcceptedJob, SlackCall } from '../ledger.ts';
import type { Run } from '../run.ts';
import { clockTime } from './decisions.ts';

/** Every accepted job answered its person, and no queue holds anything that can still succeed. */
export function checkAnswers(run: Run): string[] {
  const { ledger, simulation } = run;
  const unanswered = ledger.jobs
    .filter(({ kind }) => kind === 'command' || kind === 'action')
    .filter(({ id }) => !ledger.slackCalls.some((call) => call.jobId === id && isAnswer(call)))
    .map((job) => `${describe(job)} was never answered`);
  const queues = ['commands.fifo', 'commands-dead.fifo', 'events', 'events-dead'].flatMap((name) => {
    const { visible, inFlight } = simulation.queue(name);
    const held = [...visible, ...inFlight];
    return held.length === 0
      ? []
      : [`the queue ${name} still holds ${held.length}: ${held[0]?.body.slice(0, 200)}`];
  });
  return [...unanswered, ...queues, ...checkReader(run), ...checkWorking(run)];
}

/** What answers a job reaches the person of that job: by its own response_url, or as a message to that person alone. */
function checkReader({ ledger }: Run): string[] {
  return ledger.jobs
    .filter(({ kind }) => kind === 'command' || kind === 'action')
    .flatMap((job) => {
      const { body } = job;
      const user = String(body.user_id ?? (body.user as { readonly id?: string } | undefined)?.id);
      return ledger.slackCalls
        .filter(({ jobId, method, url, input }) => {
          if (jobId !== job.id) return false;
          if (method === 'response_url') return url !== String(body.response_url);
          if (method === 'chat.postEphemeral') return input.user !== user;
          return method === 'conversations.open' && input.users !== user;
        })
        .map(
          ({ method, at }) =>
            `the answer to ${describe(job)} went to somebody else, by ${method} at ${clockTime(at)}`,
        );
    });
}

function isAnswer({ method, status, answer }: SlackCall): boolean {
  if (method === 'response_url') return status === 200;
  return answer.ok === true && /^(chat\.(post|update)|views\.)/.test(method);
}

function describe({ at, kind, body }: AcceptedJob): string {
  const what = kind === 'command' ? `/ecs ${String(body.text)}` : JSON.stringify(body.actions).slice(0, 200);
  return `${what} at ${clockTime(at)}`;
}

/** What a card says while its change is made. */
const working = /Working on it …|実行しています…/;

/** No card says for ever that it is worked on, unless something went wrong with the job that was to replace it. */
function checkWorking({ ledger, hits }: Run): string[] {
  const last = new Map(
    ledger.messages.map((version) => [`${version.message.channel} ${version.message.ts}`, version]),
  );
  return [...last.values()].flatMap(({ at, message, deleted }) => {
    if (deleted || !working.test(message.text)) return [];
    const job = ledger.slackCalls.find((call) => call.at === at && call.method === 'response_url')?.jobId;
    if (job === undefined || hits.some(({ jobId }) => jobId === job)) return [];
    return [`since ${clockTime(at)} a card says that it is worked on: ${message.text.slice(0, 100)}`];
  });
}

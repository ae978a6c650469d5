import type { AccessDenial, Readable } from '../../access/access.ts';
import { targetFilter } from '../../access/targets.ts';
import { coveredName } from '../../aws/ecs/target.ts';
import type { Intent } from '../../changes/card.ts';
import { readableEcs } from '../../readable/ecs.ts';
import { readableAudit, readableSettings, readableStoppedTasks } from '../../readable/records.ts';
import { readableAutoscaling, readableEcr, readableRepositories } from '../../readable/registries.ts';
import { createVisibility } from '../../readable/visibility.ts';
import type { CommandContext } from './command.ts';
import { Refusal } from './problem.ts';

/**
 * What a command is given: it can read only what its caller may see, so no command has to check, and none can forget to. Everything else is answered
 * as if it did not exist. If everything is open, this is the context itself, at no cost.
 */
export function readableContext(context: CommandContext, readable: Readable): CommandContext {
  if (readable.type === 'all') return context;
  if (readable.type === 'none') return closedContext(context, readable.denial);
  const filter = targetFilter(readable.on);
  const visibility = createVisibility(context.ecs, filter);
  const ecs = readableEcs(context.ecs, visibility);
  const visible = async (intent: Intent | undefined) => {
    if (intent === undefined) return undefined;
    const { cluster, name } = coveredName(intent.card.change.target);
    return (await visibility.may(cluster, name)) ? intent : undefined;
  };
  let repositories: Promise<ReadonlySet<string>> | undefined;
  return {
    ...context,
    ecs,
    autoscaling: readableAutoscaling(context.autoscaling, visibility),
    ecr: readableEcr(context.ecr, async () => {
      repositories ??= readableRepositories(ecs);
      const run = await repositories;
      // A repository is in no cluster: see `coveredName`.
      return { has: (name) => run.has(name) || filter.covers({ cluster: '*', name, tags: {} }) };
    }),
    stoppedTasks: readableStoppedTasks(context.stoppedTasks, visibility),
    audit: readableAudit(context.audit, visibility, context.caller.userId),
    store: {
      getIntent: async (cardId) => visible(await context.store.getIntent(cardId)),
      getOutcome: context.store.getOutcome,
      async getLease(target) {
        const [cluster = '', name = ''] = target.split('/');
        return (await visibility.may(cluster, name)) ? context.store.getLease(target) : undefined;
      },
      scaledSince: async (...asked) => visible(await context.store.scaledSince(...asked)),
    },
    readSettings: async () => readableSettings(await context.readSettings(), visibility),
  };
}

/** What a command is given if its caller may see nothing: every read is refused, with the reason. */
function closedContext(context: CommandContext, denial: AccessDenial): CommandContext {
  const refuse = async (): Promise<never> => {
    throw new Refusal({ code: 'denied', denial });
  };
  const closed = <Client extends object>(client: Client): Client =>
    Object.create(client, { send: { value: refuse } }) as Client;
  return {
    ...context,
    ecs: closed(context.ecs),
    autoscaling: closed(context.autoscaling),
    ecr: closed(context.ecr),
    logs: closed(context.logs),
    stoppedTasks: {
      keep: refuse,
      keepLogs: refuse,
      find: refuse,
      stopsOf: refuse,
      failures: refuse,
      logsOf: refuse,
    },
    audit: { entries: refuse },
    store: { getIntent: refuse, getOutcome: refuse, getLease: refuse, scaledSince: refuse },
    readSettings: refuse,
    // Its findings name queues, rules, channels and people.
    examine: refuse,
  };
}

import type { Readable } from '../../access/readable.ts';
import { targetFilter } from '../../access/target-filter.ts';
import type { Intent } from '../../changes/change-record.ts';
import { readableEcr } from '../../ecr/readable-ecr.ts';
import { coveredName } from '../../ecs/covered-name.ts';
import { createLook } from '../../ecs/readable/look.ts';
import { readableEcs } from '../../ecs/readable/readable-ecs.ts';
import type { CommandContext } from '../command-context.ts';
import { closedContext } from './closed-context.ts';
import { readableAudit } from './readable-audit.ts';
import { readableAutoscaling } from './readable-autoscaling.ts';
import { readableBox } from './readable-box.ts';
import { readableRepositories } from './readable-repositories.ts';
import { readableSettings } from './readable-settings.ts';

/**
 * What a command gets: of all that it can read only what its caller may look at, so that no command has to ask, and none can forget to.
 * All else is answered as what does not exist. Where everything is open it is the context itself, and costs nothing.
 */
export function readableContext(context: CommandContext, readable: Readable): CommandContext {
  if (readable.type === 'all') return context;
  if (readable.type === 'none') return closedContext(context, readable.denial);
  const filter = targetFilter(readable.on);
  const look = createLook(context.ecs, filter);
  const ecs = readableEcs(context.ecs, look);
  const visible = async (intent: Intent | undefined) => {
    if (intent === undefined) return undefined;
    const { cluster, name } = coveredName(intent.card.change.target);
    return (await look.may(cluster, name)) ? intent : undefined;
  };
  let repositories: Promise<ReadonlySet<string>> | undefined;
  return {
    ...context,
    ecs,
    autoscaling: readableAutoscaling(context.autoscaling, look),
    ecr: readableEcr(context.ecr, async () => {
      repositories ??= readableRepositories(ecs);
      const run = await repositories;
      // A repository is in no cluster, as `coveredName` says.
      return { has: (name) => run.has(name) || filter.covers({ cluster: '*', name, tags: {} }) };
    }),
    box: readableBox(context.box, look),
    audit: readableAudit(context.audit, look, context.caller.userId),
    store: {
      getIntent: async (cardId) => visible(await context.store.getIntent(cardId)),
      getOutcome: context.store.getOutcome,
      async getLease(target) {
        const [cluster = '', name = ''] = target.split('/');
        return (await look.may(cluster, name)) ? context.store.getLease(target) : undefined;
      },
      scaledSince: async (...asked) => visible(await context.store.scaledSince(...asked)),
    },
    readSettings: async () => readableSettings(await context.readSettings(), look),
  };
}

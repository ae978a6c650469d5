import type { AccessDenial } from '../../access/access-decision.ts';
import type { CommandContext } from '../command-context.ts';
import { Refusal } from '../refusal.ts';

/** What a command gets whose caller may look at nothing: whatever it wants to read is refused, with the reason. */
export function closedContext(context: CommandContext, denial: AccessDenial): CommandContext {
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
    box: {
      ...{ keep: refuse, keepLogs: refuse },
      ...{ find: refuse, stopsOf: refuse, failures: refuse, logsOf: refuse },
    },
    audit: { entries: refuse },
    store: { getIntent: refuse, getOutcome: refuse, getLease: refuse, scaledSince: refuse },
    readSettings: refuse,
    // It names queues, rules, channels and people.
    examine: refuse,
  };
}

import * as z from 'zod';
import { defineCommand } from './define-command.ts';
import { findService } from './find-service.ts';
import { Refusal } from './refusal.ts';

const count = z.string().regex(/^[+-]?\d{1,6}$/, 'notACount');

/** `/ecs scale <target> <n|+n|-n>`: `aws ecs update-service --desired-count`, always with an absolute count. */
export const scale = defineCommand({
  name: 'scale',
  kind: 'change',
  words: [
    { name: 'target', hint: 'cluster/service' },
    { name: 'count', hint: 'n|+n|-n' },
  ],
  flags: [],
  examples: ['scale shop/web 4', 'scale shop/web +1', 'scale shop/web -1'],
  args: z.object({ target: z.string(), count }),
  async run({ target: given, count: wanted }, { ecs, maximumDesiredCount }) {
    const service = await findService(ecs, given);
    const target = `${service.cluster}/${service.name}`;
    if (service.schedulingStrategy === 'DAEMON') throw new Refusal({ code: 'daemonCount', target });
    const { desiredCount, runningCount } = service;
    const after = /^[+-]/.test(wanted) ? desiredCount + Number(wanted) : Number(wanted);
    if (after < 0) throw new Refusal({ code: 'belowZero', target, count: after, desiredCount });
    if (after > maximumDesiredCount && after > desiredCount) {
      throw new Refusal({ code: 'aboveMaximum', target, count: after, maximum: maximumDesiredCount });
    }
    if (after === desiredCount) throw new Refusal({ code: 'sameCount', target, count: after });
    return {
      type: 'change',
      change: {
        type: 'scale',
        target: { cluster: service.cluster, service: service.name },
        before: { desiredCount, runningCount },
        after: { desiredCount: after },
      },
    };
  },
});

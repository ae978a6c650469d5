import * as z from 'zod';
import { describeServices } from '../ecs/describe-services.ts';
import { readRevision } from '../ecs/read-revision.ts';
import { defineCommand } from './define-command.ts';
import { findCluster } from './find-cluster.ts';
import { Refusal } from './refusal.ts';
import { requireHandsOn } from './require-hands-on.ts';
import { requireHandsOnNames } from './require-hands-on-names.ts';
import { splitTarget } from './split-target.ts';

/**
 * `/ecs create-service <target> <family[:revision]> [--count 2]`: `aws ecs create-service --launch-type FARGATE` behind the hands-on's
 * load balancer. ListClusters, DescribeServices and DescribeTaskDefinition before.
 */
export const createService = defineCommand({
  name: 'create-service',
  kind: 'change',
  only: 'hands-on',
  words: [
    { name: 'target', hint: 'cluster/service' },
    { name: 'taskDefinition', hint: 'family[:revision]' },
  ],
  flags: [{ name: 'count', value: '2' }],
  examples: ['create-service hands-on/hello-world-2 hello-world'],
  args: z.object({
    target: z.string().regex(/^[^/:]+\/[^/:]+$/, 'notATarget'),
    taskDefinition: z.string().regex(/^[\w-]{1,255}(?::\d{1,9})?$/, 'notATaskDefinition'),
    count: z
      .string()
      .regex(/^\d{1,6}$/, 'notANumber')
      .default('2')
      .transform(Number),
  }),
  async run({ target: given, taskDefinition, count }, context) {
    const { ecs, maximumDesiredCount } = context;
    const { subnets, securityGroup, targetGroupArn } = requireHandsOn(context);
    const { cluster: asked = '', name: service } = splitTarget(given);
    requireHandsOnNames(asked, service, taskDefinition.split(':')[0] ?? '');
    if (count > maximumDesiredCount) {
      throw new Refusal({ code: 'aboveMaximum', target: given, count, maximum: maximumDesiredCount });
    }
    const cluster = await findCluster(ecs, asked);
    const [[there], revision] = await Promise.all([
      describeServices(ecs, cluster, [service]),
      readRevision(ecs, taskDefinition),
    ]);
    if (there !== undefined) {
      if (there.status !== 'ACTIVE') throw new Refusal({ code: 'serviceDraining', target: given });
      throw new Refusal({ code: 'alreadyThere', what: 'service', name: given });
    }
    if (revision?.status !== 'ACTIVE')
      throw new Refusal({ code: 'unknownTaskDefinition', given: taskDefinition });
    const [{ name = '', portMappings = [] } = {}] = revision.containerDefinitions ?? [];
    const port = portMappings[0]?.containerPort;
    const registered = `${revision.family}:${revision.revision}`;
    if (port === undefined) throw new Refusal({ code: 'noPort', taskDefinition: registered });
    return {
      type: 'change',
      change: {
        type: 'create-service',
        target: { cluster, service },
        before: { desiredCount: 0, runningCount: 0 },
        after: { desiredCount: count },
        taskDefinition: registered,
        container: { name, port },
        ...{ subnets, securityGroup, targetGroupArn },
      },
    };
  },
});

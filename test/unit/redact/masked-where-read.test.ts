import { expect, test } from 'vitest';
import { toService } from '../../../src/aws/ecs/services.ts';
import { toTask } from '../../../src/aws/ecs/tasks.ts';
import { awsProblem } from '../../../src/commands/line/problem.ts';
import { readIncoming } from '../../../src/task-events/incoming.ts';
import { sampleSecrets } from '../../helpers/sample-secrets.ts';

/** Further than a text is kept: a secret that is cut in two is one still. */
const far = 'x'.repeat(290);
const event = (type: string, detail: object) =>
  JSON.stringify({
    source: 'aws.ecs',
    'detail-type': type,
    id: 'e-1',
    time: '2026-01-05T10:00:00Z',
    resources: ['arn:aws:ecs:us-east-1:123456789012:service/shop/web'],
    detail,
  });
const arns = {
  taskArn: 'arn:aws:ecs:us-east-1:123456789012:task/shop/0123',
  clusterArn: 'arn:aws:ecs:us-east-1:123456789012:cluster/shop',
  taskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:1',
};

test.each(sampleSecrets)('$what in a text of ECS is masked where it is read', ({ text, secret }) => {
  const at = new Date(0);
  const read = [
    toTask({ ...arns, stoppedReason: text, containers: [{ name: 'app', reason: text }] }),
    toService(
      {
        events: [{ id: 'e', createdAt: at, message: text }],
        deployments: [{ id: 'd', rolloutStateReason: text }],
      },
      ['TEXTS'],
    ),
    awsProblem(Object.assign(new Error(text), { name: 'InvalidParameterException', $metadata: {} })),
    ...[text, `${far} ${text}`].flatMap((reason) => [
      readIncoming(
        event('ECS Task State Change', {
          ...arns,
          version: 1,
          lastStatus: 'STOPPED',
          desiredStatus: 'STOPPED',
          stoppedReason: reason,
          containers: [{ name: 'app', exitCode: 1, reason }],
        }),
      ),
      readIncoming(
        event('ECS Deployment State Change', {
          eventName: 'SERVICE_DEPLOYMENT_FAILED',
          deploymentId: 'd',
          reason,
          updatedAt: '2026-01-05T10:00:00Z',
        }),
      ),
    ]),
  ];
  const said = JSON.stringify(read);
  expect(said.match(/masked/g)?.length).toBeGreaterThan(6);
  expect(said).not.toContain(secret.slice(0, 8));
});

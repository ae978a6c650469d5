import type { AwsService } from '../../../infra/local/aws/aws-service.ts';

/** What DescribeServices and DescribeTaskDefinition answer, for a test to set; and how often they were asked. */
export class TestEcs {
  desiredCount = 3;
  runningCount = 3;
  pendingCount = 0;
  deployments: Record<string, unknown>[] = [
    { id: 'ecs-svc/1', status: 'PRIMARY', rolloutState: 'COMPLETED', taskDefinition: 'web:3' },
  ];
  /** Task definitions with a health check. */
  readonly healthChecks = new Set<string>();
  readonly asked: string[] = [];
  /** Of every service, and of every cluster. */
  tags: Record<string, string> = {};
  clusterTags: Record<string, string> = {};
  /** No service is found any more. */
  deleted = false;
  /** The service's own messages, the newest first. */
  events: string[] = [];

  readonly service: AwsService = {
    name: 'ecs',
    targetPrefix: 'AmazonEC2ContainerServiceV20141113',
    jsonVersion: '1.1',
    actions: {
      DescribeServices: (input) => {
        this.asked.push('DescribeServices');
        const { desiredCount, runningCount, pendingCount, deployments } = this;
        const clusterArn = `arn:aws:ecs:us-west-2:111122223333:cluster/${String(input.cluster)}`;
        const counts = { desiredCount, runningCount, pendingCount, deployments };
        const tags = toList(this.tags);
        const names = this.deleted ? [] : (input.services as string[]);
        const services = names.map((serviceName) => ({
          ...{ serviceName, clusterArn, status: 'ACTIVE', ...counts, tags },
          events: this.events.map((message) => ({ message, createdAt: 1 })),
        }));
        return { services, failures: [] };
      },
      DescribeClusters: (input) => {
        this.asked.push('DescribeClusters');
        const [clusterName] = input.clusters as string[];
        return {
          clusters: [{ clusterName, status: 'ACTIVE', tags: toList(this.clusterTags) }],
          failures: [],
        };
      },
      DescribeTaskDefinition: (input) => {
        this.asked.push('DescribeTaskDefinition');
        const healthCheck = { command: ['CMD', 'true'] };
        const has = this.healthChecks.has(String(input.taskDefinition));
        return { taskDefinition: { containerDefinitions: [{ name: 'app', ...(has && { healthCheck }) }] } };
      },
    },
  };
}

function toList(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

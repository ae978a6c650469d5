import type { AwsService } from '../../infra/local/aws/protocols.ts';

/** A task as DescribeTasks tells it, with times in seconds; the rest is filled in. */
export interface DescribedTask {
  readonly id: string;
  readonly version: number;
  readonly lastStatus?: string;
  readonly desiredStatus?: string;
  readonly healthStatus?: string;
  readonly taskDefinition?: string;
  readonly [more: string]: unknown;
}

/** What ECS's reads answer, for a test to set; and how often they were asked. */
export class TestEcs {
  desiredCount = 3;
  runningCount = 3;
  pendingCount = 0;
  deployments: Record<string, unknown>[] = [
    { id: 'ecs-svc/1', status: 'PRIMARY', rolloutState: 'COMPLETED', taskDefinition: 'web:3' },
  ];
  /** Task definitions whose essential container has a health check; those whose sidecar alone has one. */
  readonly healthChecks = new Set<string>();
  readonly sidecarChecks = new Set<string>();
  /** The service's tasks. */
  tasks: DescribedTask[] = [];
  /** Containers of other task definitions than those with one container `app`. */
  readonly containers: Record<string, readonly Record<string, unknown>[]> = {};
  /** The deployment that DescribeServices names as the current one, as DescribeServiceDeployments tells it. */
  serviceDeployment: Record<string, unknown> | undefined;
  /** The briefs of the successful ones. */
  successful: Record<string, unknown>[] = [];
  readonly asked: string[] = [];
  /** Of every service, and of every cluster. */
  tags: Record<string, string> = {};
  clusterTags: Record<string, string> = {};
  /** No service is found: it is MISSING, or INACTIVE because it was deleted. */
  missing = false;
  deleted = false;
  /** The service's own messages, the newest first. */
  events: string[] = [];

  readonly service: AwsService = {
    name: 'ecs',
    targetPrefix: 'AmazonEC2ContainerServiceV20141113',
    actions: {
      DescribeServices: (input) => {
        this.asked.push('DescribeServices');
        const { desiredCount, runningCount, pendingCount, deployments } = this;
        const clusterArn = `arn:aws:ecs:us-west-2:111122223333:cluster/${String(input.cluster)}`;
        const counts = { desiredCount, runningCount, pendingCount, deployments };
        const tags = toList(this.tags);
        const names = this.missing ? [] : (input.services as string[]);
        const status = this.deleted ? 'INACTIVE' : 'ACTIVE';
        const services = names.map((serviceName) => ({
          serviceName,
          clusterArn,
          status,
          ...counts,
          tags,
          ...(this.serviceDeployment && {
            currentServiceDeployment: this.serviceDeployment.serviceDeploymentArn,
          }),
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
        const name = String(input.taskDefinition);
        const containers = this.containers[name];
        if (containers !== undefined) return { taskDefinition: { containerDefinitions: containers } };
        const app = { name: 'app', ...(this.healthChecks.has(name) && { healthCheck }) };
        const sidecar = { name: 'sidecar', essential: false, healthCheck };
        const containerDefinitions = this.sidecarChecks.has(name) ? [app, sidecar] : [app];
        return { taskDefinition: { containerDefinitions } };
      },
      ListServiceDeployments: () => {
        this.asked.push('ListServiceDeployments');
        return { serviceDeployments: this.successful };
      },
      DescribeServiceDeployments: () => {
        this.asked.push('DescribeServiceDeployments');
        const found = this.serviceDeployment;
        return { serviceDeployments: found === undefined ? [] : [found], failures: [] };
      },
      ListTasks: ({ desiredStatus }) => {
        this.asked.push('ListTasks');
        const listed = this.tasks.filter((task) => (task.desiredStatus ?? 'RUNNING') === desiredStatus);
        return { taskArns: listed.map(({ id }) => taskArn(id)) };
      },
      DescribeTasks: (input) => {
        this.asked.push('DescribeTasks');
        const ids = new Set((input.tasks as string[]).map((name) => name.split('/').at(-1)));
        const found = this.tasks.filter(({ id }) => ids.has(id));
        return {
          tasks: found.map(({ id, taskDefinition = 'web:3', ...task }) => ({
            taskArn: taskArn(id),
            group: 'service:web',
            lastStatus: 'RUNNING',
            desiredStatus: 'RUNNING',
            taskDefinitionArn: `arn:aws:ecs:us-west-2:111122223333:task-definition/${taskDefinition}`,
            healthStatus: 'UNKNOWN',
            containers: [{ name: 'app' }],
            ...task,
          })),
          failures: [],
        };
      },
    },
  };
}

function taskArn(id: string): string {
  return `arn:aws:ecs:us-west-2:111122223333:task/shop/${id}`;
}

function toList(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

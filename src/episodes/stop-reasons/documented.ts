const guide = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';

/** Pages and reports in which the texts of reasons stand. */
export const documented = {
  stoppedTasks: `${guide}/stopped-task-errors.html`,
  errorCodes: 'https://docs.aws.amazon.com/AmazonECS/latest/userguide/stopped-task-error-codes.html',
  taskStopped: 'https://repost.aws/knowledge-center/ecs-task-stopped',
  pull: `${guide}/task_cannot_pull_image.html`,
  pullAgent: 'https://github.com/aws/amazon-ecs-agent/pull/4181',
  start: `${guide}/cannot-start-container.html`,
  thinPool: `${guide}/CannotCreateContainerError.html`,
  serviceEvents: `${guide}/service-event-messages.html`,
  failures: `${guide}/api_failures_messages.html`,
  spot: `${guide}/fargate-capacity-providers.html`,
  capacity: 'https://repost.aws/knowledge-center/ecs-fargate-runtask-capacity',
  healthChecks: 'https://repost.aws/knowledge-center/ecs-task-container-health-check-failures',
  secrets: 'https://repost.aws/knowledge-center/ecs-unable-to-pull-secrets',
  architecture: 'https://github.com/stacksimplify/aws-fargate-ecs-masterclass/issues/3',
  drainedTask: `${guide}/container-instance-draining.html`,
  stopCodes: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html',
} as const;

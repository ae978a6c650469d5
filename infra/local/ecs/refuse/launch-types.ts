/** Launch types that ECS knows; the local one has capacity for FARGATE alone. */
export const launchTypes: readonly string[] = ['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'];

/** By what the hands-on finds what it made again; stack.yml has the same. */
export const names = {
  stack: 'hands-on',
  /** Begins the description of the stack: another stack of this name is somebody else's. */
  description: 'The hands-on of ECS Ops Bot.',
  tag: { key: 'ecs-ops-bot', value: 'hands-on' },
  logGroup: '/ecs/hands-on',
  /** IAM knows no regions. */
  role: (region: string) => `hands-on-execution-${region}`,
  repository: 'hello-world',
  publicImage: 'public.ecr.aws/nginx/nginx:1.29',
} as const;

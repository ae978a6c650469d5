import type { HandsOnFacts, HandsOnNames, MadeThing } from '../../hands-on/hands-on.ts';

const tasks = (count: number) => (count === 1 ? '1 task' : `${count} tasks`);

/** The sentences of the hands-on. Text in backticks is shown as code; no other markup. An idea has at most three sentences. */
export const handsOn = {
  title: 'Learn ECS by doing it',
  done: (done: number, all: number): string => `${done} of ${all} steps done`,
  finished: 'Learned ECS by doing it',
  owner: (person: string): string => `${person}’s hands-on.`,
  checked: 'Progress is read from AWS: delete something and its step reopens.',
  resume: 'To come back days later, type `/ecs hands-on` where you want to see it.',
  here: '`/ecs hands-on` shows the whole hands-on down here.',
  moved: (person: string): string =>
    `${person}’s hands-on continues in a newer message. Can’t find it? Type \`/ecs hands-on\``,
  inSlack: 'Type here, or press the button:',
  steps: {
    containers: {
      title: 'What containers are for',
      idea: 'An image holds a program and everything it needs, so it runs everywhere as it runs on your machine; a container is a running copy of it, isolated from its neighbours. Starting one takes a second, and replacing one is as easy as starting one. An orchestrator starts, watches and replaces containers on many machines: Amazon ECS is one.',
    },
    image: {
      title: 'Image: build and run one',
      idea: 'A Dockerfile says what an image is made of: the base image, the files, the command to run. Build it, run it, open it on port 8080, look around inside. Without Docker, use AWS CloudShell: it has Docker and your login, and replaces Cloud9, which has been closed to new customers since July 2024.',
      shell: 'In the bot’s folder (in CloudShell, upload the files of `infra/hands-on/app` and build `.`):',
      local:
        'This AWS runs on your machine, and no later step needs the image: the commands are for your own account. Without Docker, press the button and go on.',
    },
    repository: {
      title: 'Repository: push the image',
      idea: 'ECS pulls images from a registry; Amazon ECR is one in your own account, with a repository for each image. A tag names a version of it, and can be moved to another. This card notices the pushed tag by itself.',
      push: (repository: string): string =>
        `\`/ecs push-commands ${repository}\` shows the commands for your account and region. Run them where the image is.`,
      local:
        'This AWS runs on your machine, and its registry stores no image contents, so you need no Docker here: that is for your own account. Run this in the bot’s folder to register the tag instead:',
    },
    network: {
      title: 'Network: VPC, subnets, load balancer',
      idea: 'A task on Fargate has its own network address, in a subnet of your VPC; here there are two public subnets, in two zones. Security groups let the world reach only the load balancer, and only the load balancer reach the tasks. The stack also has the role with which ECS pulls images and writes logs.',
      shell: 'In the bot’s folder:',
    },
    cluster: {
      title: 'Cluster',
      idea: 'A cluster is a name that groups services and tasks. With EC2 it also holds your machines; with Fargate there are none, and an empty cluster costs nothing. An account’s first one can fail while AWS creates the role that ECS uses: then try again a minute later.',
    },
    'task-definition': {
      title: 'Task definition',
      idea: 'A task definition is the recipe and a task is the dish; every change is a new revision, and running tasks keep theirs. Its containers start together on one host, and on Fargate share one network address and `localhost`. Part by part:',
      parts: {
        family: (family: string): string =>
          `family \`${family}\`: the name; with a number after it, it is a revision`,
        image: (image: string): string => `image \`${image}\`: what the container runs`,
        size: (cpu: number, memory: number): string =>
          `cpu \`${cpu}\`, memory \`${memory}\`: ${cpu / 1024} vCPU and ${memory} MiB for the task, which is what Fargate bills`,
        port: 'port `80`: where the container listens and the load balancer sends requests',
        network: 'network mode `awsvpc`: the task has its own network address',
        role: (role: string): string =>
          `execution role \`${role}\`: ECS pulls the image and writes the log with it; the program itself gets no role`,
        log: (group: string): string => `log group \`${group}\`: where the program’s output goes`,
      },
    },
    service: {
      title: 'Service',
      idea: 'A service keeps the count: if fewer tasks run than desired, it starts some, and if more run, it stops some. With Fargate AWS finds a machine for each task; with EC2 you run the machines, and pay for them whether or not tasks run on them. The load balancer sends requests only to tasks that pass its health check.',
    },
    'stop-task': {
      title: 'Stop a task, and watch it heal',
      idea: 'Stop one and do nothing: the service sees that one is missing and starts another; the message in this channel is the stopwatch. A task that is being stopped leaves the load balancer first, so no user notices. With `kill -9` its process is gone at once: until the load balancer notices, requests sent there get a 502.',
    },
    scale: {
      title: 'Scale out to 4, and watch',
      idea: 'You only set the desired count; the service makes up the difference. New tasks get requests once they are healthy, and tasks that go finish theirs first. Application Auto Scaling does no more than set this number from a metric.',
    },
    'clean-up': {
      title: 'Clean up, and see the proof',
      idea: 'Delete the service before the cluster, which must be empty; one command deletes the rest, and proves at the end that nothing is left. This card checks it too.',
      costs: 'What still exists costs money, tasks and load balancer the most.',
      afterService: 'When the service and the cluster are gone:',
    },
  },
  findings: {
    read: 'Done, on your word: this step leaves nothing in AWS to check.',
    repository: (uri: string): string => `\`${uri}\` exists, without an image`,
    pushed: (uri: string, tag: string): string => `\`${uri}:${tag}\``,
    network: (status: string): string => `stack \`hands-on\`: ${status}`,
    url: 'The page that it serves',
    cluster: (cluster: string): string => `\`${cluster}\` is ACTIVE`,
    taskDefinition: ({ name, image, containers }: NonNullable<HandsOnFacts['taskDefinition']>): string =>
      `\`${name}\`: ${containers === 1 ? 'one container' : `${containers} containers`}, \`${image}\``,
    service: (running: number, desired: number): string => `${running} of ${tasks(desired)} running`,
    deploymentFailed: (target: string): string => `Its deployment failed: \`/ecs why ${target}\` says why`,
    healed: (duration: string | undefined): string =>
      duration === undefined ? 'A task was stopped and replaced' : `Healed in ${duration}`,
    stopped: 'A task was stopped; its replacement is on its way',
    scaled: (count: number): string => `${tasks(count)} ran at once`,
    things: {
      service: ({ service }: HandsOnNames): string => `service \`${service}\``,
      cluster: ({ cluster }: HandsOnNames): string => `cluster \`${cluster}\``,
      repository: ({ repository }: HandsOnNames): string => `repository \`${repository}\``,
      taskDefinition: ({ family }: HandsOnNames): string => `task definitions \`${family}\``,
      network: (): string => 'stack `hands-on`: network, load balancer, role, log group',
    } satisfies Record<MadeThing, (names: HandsOnNames) => string>,
    gone: (thing: string): string => `✓ gone: ${thing}`,
    left: (thing: string): string => `○ still there: ${thing}`,
    proof: (time: string): string => `AWS was checked ${time}: nothing is left.`,
    cleaned: 'Done; cleaned up at the end.',
  },
  buttons: {
    next: 'Go on',
    createRepository: 'Create repository',
    pushCommands: 'Push commands',
    createCluster: 'Create cluster',
    register: 'Register it',
    createService: 'Create service',
    stopTask: 'Stop a task',
    scale: 'Scale to 4',
    deleteService: 'Delete service',
    deleteCluster: 'Delete cluster',
    again: 'Start over',
  },
};

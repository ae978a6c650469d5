import type { HandsOnFacts, HandsOnNames, MadeThing } from '../../hands-on/hands-on.ts';

const tasks = (count: number) => (count === 1 ? '1 task' : `${count} tasks`);

/**
 * The sentences of the lesson. What stands between backticks is shown as code; no other mark-up. An idea has three sentences at most.
 */
export const handsOn = {
  title: 'Learn ECS by doing it',
  done: (done: number, all: number): string => `${done} of ${all} steps done`,
  finished: 'Learned ECS by doing it',
  owner: (person: string): string => `${person}’s lesson.`,
  checked: 'Progress is read from AWS: delete something and its step reopens.',
  resume: 'Days later: `/ecs hands-on` shows it where you type it.',
  here: '`/ecs hands-on` brings the whole lesson down here.',
  moved: (person: string): string =>
    `${person}’s lesson goes on in a newer message. Not to be found? \`/ecs hands-on\``,
  inSlack: 'Type here, or press the button:',
  steps: {
    containers: {
      title: 'What containers solve',
      idea: 'An image holds a program with everything that it needs, so that it runs everywhere as it does with you; a container is a running copy of it, closed off from its neighbours. Starting one takes a second, and replacing one is as easy as starting one. What starts, watches and replaces them on many machines is an orchestrator: Amazon ECS is one.',
    },
    image: {
      title: 'Image: build and run one',
      idea: 'A Dockerfile says what an image is made of: what it starts from, which files go in, what runs. Build it, run it, ask it on port 8080, look around inside. Without Docker take AWS CloudShell: it has Docker and your login, and takes the place of Cloud9, which has been closed to new customers since July 2024.',
      shell: 'In the bot’s folder (into CloudShell upload the files of `infra/hands-on/app`, and build `.`):',
      local:
        'This AWS runs on your machine, where nothing later needs the image: the lines are for your own account. Without Docker press the button and go on.',
    },
    repository: {
      title: 'Repository: push the image',
      idea: 'ECS pulls images from a registry; Amazon ECR is one in your own account, with a repository for each image. A tag names a version of it, and can be moved to another. This card sees the pushed tag by itself.',
      push: (repository: string): string =>
        `\`/ecs push-commands ${repository}\` shows the lines for your account and region. Type them where the image is.`,
      local:
        'This AWS runs on your machine, and its registry keeps no image contents, so Docker is not needed here: that is for your own account. This line registers the tag instead, in the bot’s folder:',
    },
    network: {
      title: 'Network: VPC, subnets, load balancer',
      idea: 'A task on Fargate has a network address of its own, in a subnet of your VPC; here there are two public ones, in two zones. Security groups let the world reach the load balancer alone, and the load balancer alone the tasks. The stack also holds the role with which ECS pulls images and writes logs.',
      shell: 'In the bot’s folder:',
    },
    cluster: {
      title: 'Cluster',
      idea: 'A cluster is the name under which services and tasks stand. With EC2 it also holds your machines; with Fargate there are none, and an empty cluster costs nothing. An account’s first one can fail while AWS makes the role that ECS works with: then ask again a minute later.',
    },
    'task-definition': {
      title: 'Task definition',
      idea: 'A task definition is the recipe, a task is what is cooked by it; what changes is a new revision, and running tasks keep theirs. Its containers start together on one host, and on Fargate share one network address and `localhost`. Part by part:',
      parts: {
        family: (family: string): string =>
          `family \`${family}\`: the name; with a number behind it is a revision`,
        image: (image: string): string => `image \`${image}\`: what the container runs`,
        size: (cpu: number, memory: number): string =>
          `cpu \`${cpu}\`, memory \`${memory}\`: ${cpu / 1024} vCPU and ${memory} MiB for the task, which is what Fargate bills`,
        port: 'port `80`: where the container listens, and the load balancer sends to',
        network: 'network mode `awsvpc`: the task has a network address of its own',
        role: (role: string): string =>
          `execution role \`${role}\`: with it ECS pulls the image and writes the log; the program itself gets none`,
        log: (group: string): string => `log group \`${group}\`: where what the program prints goes`,
      },
    },
    service: {
      title: 'Service',
      idea: 'A service keeps the count: while fewer tasks run than are desired, it starts some, and while more run, it stops some. With Fargate AWS finds a machine for each task; with EC2 you run the machines, and pay for them whether tasks are on them or not. The load balancer sends only to tasks that pass its health check.',
    },
    'stop-task': {
      title: 'Stop a task, and watch it heal',
      idea: 'Stop one and do nothing: the service finds one too few and starts another; the message in this channel is the stop-watch. A task that is stopped is taken out of the load balancer first, so nobody who asks notices. With `kill -9` its process is gone at once: until the load balancer knows, who is sent there gets a 502.',
    },
    scale: {
      title: 'Scale out to 4, and watch',
      idea: 'The desired count is all that is said; the service makes the difference. New tasks get requests once they are healthy, and those that go finish theirs first. Application Auto Scaling does no more than to set this number by a metric.',
    },
    'clean-up': {
      title: 'Clean up, and see the proof',
      idea: 'The service goes before the cluster, which must be empty; the rest goes with one command, which proves in the end that nothing is left. This card sees it too.',
      costs: 'What is there costs money, tasks and load balancer the most.',
      afterService: 'When the service and the cluster are gone:',
    },
  },
  findings: {
    read: 'Read. Nothing of this stands in AWS, so it is taken on your word.',
    repository: (uri: string): string => `\`${uri}\` is there, without an image`,
    pushed: (uri: string, tag: string): string => `\`${uri}:${tag}\``,
    network: (status: string): string => `stack \`hands-on\`: ${status}`,
    url: 'The page that it serves',
    cluster: (cluster: string): string => `\`${cluster}\` is ACTIVE`,
    taskDefinition: ({ name, image, containers }: NonNullable<HandsOnFacts['taskDefinition']>): string =>
      `\`${name}\`: ${containers === 1 ? 'one container' : `${containers} containers`}, \`${image}\``,
    service: (running: number, desired: number): string => `${running} of ${tasks(desired)} running`,
    deploymentFailed: (target: string): string => `Its deployment failed: \`/ecs why ${target}\` tells why`,
    healed: (duration: string | undefined): string =>
      duration === undefined ? 'A task was stopped and replaced' : `Healed in ${duration}`,
    stopped: 'A task was stopped, its replacement is on its way',
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
    proof: (time: string): string => `AWS was asked ${time}: nothing of it is left.`,
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

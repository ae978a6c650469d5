import { BatchGetImageCommand, ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import {
  ContinueServiceDeploymentCommand,
  CreateServiceCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  StopServiceDeploymentCommand,
  StopTaskCommand,
  TagResourceCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import type { Clock } from '../../infra/local/clock.ts';
import type { ServiceSnapshot, TaskSnapshot } from '../../infra/local/ecs/snapshot.ts';
import { findElements } from '../../infra/local/slack/block-kit/validate.ts';
import type { Message } from '../../infra/local/slack/state/messages.ts';
import { setGroupMembers } from '../../infra/local/slack/workspace/directory-changes.ts';
import { localIds } from '../../infra/local/slack/workspace/workspace.ts';
import type { Faults } from './faults.ts';
import { waitingHook } from './hooks.ts';
import type { Deployment, Step, TaskEnd, TaskPick, Wanted } from './steps.ts';
import type { Simulation } from './world.ts';

/** A button that a person pressed. */
export interface Press {
  readonly at: number;
  readonly user: string;
  /** The button's value: `confirm <card id>`. */
  readonly value: string;
  /** The message as it was shown then. */
  readonly message: Message;
}

interface ActorsOptions {
  readonly simulation: Simulation;
  readonly faults: Faults;
  readonly time: Clock;
  readonly setPolicy: (index: number) => void;
}

/** Those who act in a run: people in Slack, deployers, AWS itself. */
export function createActors({ simulation, faults, time, setPolicy }: ActorsOptions) {
  const { now, after } = time;
  const { account, slack, person } = simulation;
  const ecs = new ECSClient(simulation.clientOptions('deployer'));
  const ecr = new ECRClient(simulation.clientOptions('deployer'));
  const presses: Press[] = [];

  function service(name: string): ServiceSnapshot {
    const [cluster, own] = name.split('/');
    const found = account.ecs
      .snapshot()
      .clusters.find((each) => each.name === cluster)
      ?.services.find((each) => each.name === own);
    if (found === undefined) throw new Error(`There is no service ${name}.`);
    return found;
  }

  function runningTask(name: string, pick: number): TaskSnapshot | undefined {
    const running = service(name).tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
    return running[Math.floor(pick * running.length)];
  }

  function taskName(pick: TaskPick | undefined): string {
    if (pick === undefined) return '';
    const running = service(pick.service).tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
    return ` ${running.at(pick.index)?.id ?? pick.service}`;
  }

  /** Does one step. Rejects where the client refuses: whoever acts there is refused by the real one too. */
  async function act(step: Step): Promise<void> {
    switch (step.kind) {
      case 'line':
        await person(step.user, 'send', {
          channel: step.channel,
          text: `${step.line}${taskName(step.task)}`,
        });
        return;
      case 'press':
        press(step.user, step.wanted, step.times, step.about);
        return;
      case 'deploy':
        await deploy(step.service, step.how);
        return;
      case 'count set outside':
        await ecs.send(new UpdateServiceCommand({ ...place(step.service), desiredCount: step.count }));
        return;
      case 'task stopped outside': {
        const task = runningTask(step.service, step.pick);
        const { cluster } = place(step.service);
        if (task !== undefined) await ecs.send(new StopTaskCommand({ cluster, task: task.taskArn }));
        return;
      }
      case 'task ends': {
        const task = runningTask(step.service, step.pick);
        if (task !== undefined) account.ecs.endTask(task.taskArn, ends[step.how]);
        return;
      }
      case 'tag': {
        const { key, value } = step;
        const resourceArn = service(step.service).serviceArn;
        await ecs.send(new TagResourceCommand({ resourceArn, tags: [{ key, value }] }));
        return;
      }
      case 'image tag moved': {
        const { repository: repositoryName, from: imageTag, to } = step;
        const { images = [] } = await ecr.send(
          new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag }] }),
        );
        const imageManifest = images[0]?.imageManifest;
        await ecr.send(new PutImageCommand({ repositoryName, imageTag: to, imageManifest }));
        return;
      }
      case 'configure': {
        const { configuration: deploymentConfiguration } = step;
        await ecs.send(new UpdateServiceCommand({ ...place(step.service), deploymentConfiguration }));
        return;
      }
      case 'hook answered outside':
        await answerHook(step.service, step.how);
        return;
      case 'answer at timeout': {
        const { hookId, expiresAt } = waitingHook(account.ecs, step.service) ?? {};
        if (hookId === undefined || expiresAt === undefined) return;
        const text = `/ecs continue ${step.service} --hook ${hookId}`;
        const left = expiresAt.getTime() - now();
        after(left - 8000, () => {
          void person(step.user, 'send', { channel: localIds.ops, text }).catch(() => undefined);
        });
        after(left + step.offsetMs, () => press(step.user, 'confirm', 1, step.service));
        return;
      }
      case 'group':
        await setGroupMembers(slack, localIds.onCall, [...step.members]);
        return;
      case 'policy':
        setPolicy(step.policy);
        simulation.redeploy();
        return;
      case 'token': {
        faults.note('token replaced');
        const store = simulation.replaceToken();
        after(step.storedAfterMs, () => {
          store();
          faults.note('token stored');
        });
        return;
      }
      case 'no events':
        faults.loseEvents(step.forMs);
        return;
      case 'fault':
        faults.arm(step);
    }
  }

  function press(user: string, wanted: Wanted, times: number, about = ''): void {
    const [newest, second] = buttonsOf(user).filter(
      ({ value, message }) => isWanted(value, wanted) && message.text.includes(about),
    );
    const isOther = wanted === 'continue other' && second?.message === newest?.message;
    const found = isOther ? second : newest;
    if (found === undefined) return;
    const { value, message, place: button } = found;
    for (let time = 0; time < times; time += 1) {
      presses.push({ at: now(), user, value, message });
      void person(user, 'act', { channel: message.channel, ts: message.ts, ...button, chosen: [] });
    }
  }

  /** The buttons that a person sees, those of the newest message first. */
  function buttonsOf(user: string) {
    const isSeen = ({ channel }: Message) =>
      slack.workspace.channels.get(channel)?.members.has(user) === true;
    return slack.messages
      .visible(user)
      .filter((message) => message.isBot && isSeen(message))
      .toReversed()
      .flatMap((message) =>
        findElements(message.blocks ?? []).flatMap(({ element, blockId, actionId }) =>
          element.type === 'button' && element.value !== undefined
            ? [{ value: String(element.value), message, place: { blockId, actionId } }]
            : [],
        ),
      );
  }

  async function deploy(name: string, how: Deployment): Promise<void> {
    if (how === 'new daemon') return createDaemon(name);
    const there = place(name);
    if (how === 'forced') {
      await ecs.send(new UpdateServiceCommand({ ...there, forceNewDeployment: true }));
      return;
    }
    const asked = new DescribeTaskDefinitionCommand({ taskDefinition: service(name).taskDefinition });
    const { taskDefinition: current } = await ecs.send(asked);
    const [container] = current?.containerDefinitions ?? [];
    const image = how === 'no image' ? `${registry}/shop/web:never-pushed` : firstImage(name);
    const { taskDefinition } = await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: current?.family,
        requiresCompatibilities: current?.requiresCompatibilities,
        networkMode: current?.networkMode,
        cpu: current?.cpu,
        memory: current?.memory,
        executionRoleArn: current?.executionRoleArn,
        containerDefinitions: [{ ...container, image, dockerLabels: behaviours[how] }],
      }),
    );
    const taskDefinitionArn = taskDefinition?.taskDefinitionArn;
    await ecs.send(new UpdateServiceCommand({ ...there, taskDefinition: taskDefinitionArn }));
  }

  async function answerHook(name: string, how: 'CONTINUE' | 'ROLLBACK' | 'stopped'): Promise<void> {
    const { serviceDeploymentArn, hookId } = waitingHook(account.ecs, name) ?? {};
    if (serviceDeploymentArn === undefined) return;
    if (how !== 'stopped') {
      await ecs.send(new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId, action: how }));
    } else {
      await ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' }));
    }
  }

  async function createDaemon(name: string): Promise<void> {
    const { cluster, service: family } = place(name);
    const container = { name: family, image: `${family}:1`, memory: 64 };
    await ecs.send(new RegisterTaskDefinitionCommand({ family, containerDefinitions: [container] }));
    await ecs.send(
      new CreateServiceCommand({
        cluster,
        serviceName: family,
        taskDefinition: family,
        launchType: 'EC2',
        schedulingStrategy: 'DAEMON',
      }),
    );
  }

  return { act, presses };
}

function place(name: string): { cluster: string; service: string } {
  const [cluster = '', service = ''] = name.split('/');
  return { cluster, service };
}

const registry = '123456789012.dkr.ecr.us-east-1.amazonaws.com';

/** The image with which the seeded service began: one that exists. */
function firstImage(name: string): string {
  const known: Readonly<Record<string, string>> = {
    'shop/web': `${registry}/shop/web:1.4.2`,
    'shop/api': `${registry}/shop/api:2.0.1`,
    'shop/worker': `${registry}/shop/worker:0.9.0`,
    'hands-on/hello-world': `${registry}/hello-world:latest`,
    'media/encoder': 'public.ecr.aws/docker/library/busybox:1.37',
    'shop/checkout': 'public.ecr.aws/nginx/nginx:1.29',
  };
  const image = known[name];
  if (image === undefined) throw new Error(`Nobody knows the first image of ${name}.`);
  return image;
}

function isWanted(value: string, wanted: Wanted): boolean {
  const [word = ''] = value.split(' ');
  if (wanted === 'roll back') return word === 'continue' && value.endsWith('--action rollback');
  if (wanted.startsWith('continue')) return word === 'continue' && !value.endsWith('--action rollback');
  return wanted === 'other' ? !['confirm', 'cancel', 'undo'].includes(word) : word === wanted;
}

/** How a container behaves, in the local ECS's labels. */
const behaviours: Readonly<Record<Exclude<Deployment, 'forced' | 'new daemon'>, Record<string, string>>> = {
  good: {},
  'no image': {},
  crashes: { 'local.ecs/exit-after-seconds': '20', 'local.ecs/exit-code': '1' },
  unhealthy: { 'local.ecs/health': 'UNHEALTHY' },
};

/** Stands in a container's reason, where the bot must mask it. */
export const plantedSecret = 'correct-horse-42';

const ends = {
  exits: { exitCode: 1, reason: `DB_PASSWORD=${plantedSecret} was refused` },
  'out of memory': { exitCode: 137, reason: 'OutOfMemoryError: Container killed due to memory usage' },
  spot: { takenFor: 'Your Spot Task was interrupted.' },
  maintenance: {
    takenFor: 'ECS is performing maintenance on the underlying infrastructure hosting the task',
  },
} satisfies Record<TaskEnd, Parameters<Simulation['account']['ecs']['endTask']>[1]>;

import { CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateRepositoryCommand, PutImageCommand } from '@aws-sdk/client-ecr';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { bringUp } from '../../../infra/hands-on/bring-up.ts';
import { findStack } from '../../../infra/hands-on/stack.ts';
import { takeDown } from '../../../infra/hands-on/take-down.ts';
import { type HandsOn, startHandsOn } from '../../helpers/hands-on.ts';

const proof = [
  ...['stack', 'services', 'tasks', 'clusters', 'task definitions', 'repositories', 'log groups'],
  ...['network and load balancer', 'role'],
].map((kind) => `OK    ${kind}: none left`);
const manifest = (config: string) =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config: { config },
    layers: [],
  });

/** What a learner makes in the lesson, with the bot's tags. */
async function doTheLesson({ ecs, ecr }: HandsOn['clients']): Promise<void> {
  const tags = [{ key: 'ecs-ops-bot', value: 'hands-on' }];
  const Tags = [{ Key: 'ecs-ops-bot', Value: 'hands-on' }];
  await ecr.send(new CreateRepositoryCommand({ repositoryName: 'hello-world', tags: Tags }));
  for (const imageTag of ['1', '2']) {
    const pushed = { repositoryName: 'hello-world', imageManifest: manifest(imageTag), imageTag };
    await ecr.send(new PutImageCommand(pushed));
  }
  const cluster = 'hands-on';
  await ecs.send(new CreateClusterCommand({ clusterName: cluster, tags }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'hello-world',
      tags,
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      requiresCompatibilities: ['FARGATE'],
      containerDefinitions: [{ name: 'hello-world', image: 'public.ecr.aws/nginx/nginx:1.29' }],
    }),
  );
  const run = {
    cluster,
    taskDefinition: 'hello-world',
    launchType: 'FARGATE' as const,
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d4e5f60001'] } },
  };
  await ecs.send(new CreateServiceCommand({ ...run, serviceName: 'hello-world', desiredCount: 2, tags }));
  await ecs.send(new RunTaskCommand(run));
}

test('up, status and down, from an empty account and back, as a person runs them', async () => {
  const handsOn = await startHandsOn();
  handsOn.faults.clusters = 1;
  const up = await handsOn.run(['up']);
  expect(up.code, up.lines.join('\n')).toBe(0);
  expect(up.lines[0]).toMatch(/^The local ECR takes no layers: the tasks run a public image/);
  expect(
    up.lines.filter((line) => line.startsWith('That is the first cluster of this account')),
  ).toHaveLength(1);
  expect(up.lines).toContainEqual(
    expect.stringMatching(/^ +0:\d\d {2}CREATE_COMPLETE +Service {2}\(AWS::ECS::Service\)$/),
  );
  expect(up.lines).toContain('The page: http://127.0.0.1:3002');
  expect(up.lines.at(-1)).toMatch(
    /^It costs nothing here\. To remove it: npm run hands-on -- down --endpoint http:\/\/127\.0\.0\.1:\d+$/,
  );
  // A second time there is nothing to do.
  const again = await handsOn.ask(['up']);
  expect(again.lines).not.toContainEqual(expect.stringContaining('CREATE_IN_PROGRESS'));
  expect(again.code).toBe(0);
  expect((await handsOn.ask(['up', '--lesson'])).lines.join()).toContain('run down first');

  const status = (await handsOn.run(['status'])).lines;
  expect(status).toContain('The stack is CREATE_COMPLETE.');
  expect(status).toContain('HERE  services: hands-on/hello-world');
  expect(status).toContainEqual(
    expect.stringMatching(/^HERE {2}tasks: (hands-on\/[0-9a-f]{32} \(\$12\.66 a month\)(, )?){2}$/),
  );
  // 23.73 for the load balancer with its two addresses, 12.66 for each task with its own.
  expect(status.at(-1)).toMatch(
    /^About \$49\.05 a month on AWS .*us-east-1, January 2026.*; here it costs nothing\.$/,
  );

  const down = await handsOn.run(['down']);
  expect(down.lines.slice(-proof.length)).toEqual(proof);
  expect(down.code).toBe(0);
  expect((await handsOn.ask(['status'])).lines.at(-1)).toBe('It costs nothing to keep.');
}, 60_000);

test('what the learner made in the lesson goes too: images, a service and a task in the stack’s subnets', async () => {
  const handsOn = await startHandsOn();
  const up = await handsOn.ask(['up', '--lesson']);
  expect(up.lines).toContain('Now the hands-on, in Slack: /ecs hands-on');
  expect(up.lines.join()).not.toMatch(/npm run deploy|costs money/);
  expect((await handsOn.ask(['up'])).lines.at(-1)).toContain('use up --lesson');
  const early = await handsOn.ask(['push']);
  expect(early.lines.at(-1)).toBe(
    'There is no repository hello-world yet: /ecs create-repository hello-world creates it.',
  );
  await doTheLesson(handsOn.clients);
  for (const _ of [1, 2]) {
    const pushed = await handsOn.ask(['push']);
    expect(pushed).toMatchObject({ code: 0 });
    expect(pushed.lines.at(-1)).toBe('Registered hello-world:latest. The hands-on notices it by itself.');
  }
  const down = await handsOn.ask(['down']);
  expect(down.lines).toContain('Deleted repository hello-world with 3 images');
  expect(down.lines).toContain('Deregistered task definition hello-world:1');
  expect(down.lines.slice(-proof.length), down.lines.join('\n')).toEqual(proof);
  expect(down.code).toBe(0);
}, 60_000);

test('what has a name like ours and not our tag is left, told with its cost, and deleted only when asked', async () => {
  const handsOn = await startHandsOn({ seeds: 'all' });
  const { lines, code } = await handsOn.ask(['down']);
  expect(code).toBe(1);
  const left = lines.filter((line) => line.startsWith('LEFT'));
  expect(left).toContain('LEFT  services: hands-on/hello-world (without our tag)');
  expect(left).toContain('LEFT  task definitions: hello-world:1 (without our tag)');
  expect(left).toContainEqual(
    expect.stringMatching(/^LEFT {2}repositories: hello-world \(\$?.*a month, without our tag\)$/),
  );
  expect(lines).toContainEqual(expect.stringMatching(/^About \$25\.\d\d a month/));
  expect(lines.at(-1)).toContain('down --named');
  // Other clusters are not looked into, nor is anything of them named.
  expect(lines.join('\n')).not.toMatch(/shop|media/);
  const named = await handsOn.ask(['down', '--named']);
  expect(named.lines.slice(-proof.length), named.lines.join('\n')).toEqual(proof);
}, 60_000);

test('up without the empty account: what is there already is not overwritten, and the reason is shown', async () => {
  const handsOn = await startHandsOn({ seeds: 'all' });
  const { lines, code } = await handsOn.ask(['up']);
  expect(code).toBe(1);
  expect(lines.slice(-3).join('\n')).toMatch(/The stack is ROLLBACK_COMPLETE:\n.*already exists/);
  expect(lines.join('\n')).not.toContain('first cluster');
  const hello = new DescribeServicesCommand({ cluster: 'hands-on', services: ['hello-world'] });
  expect((await handsOn.clients.ecs.send(hello)).services![0]!.runningCount).toBe(2);
}, 60_000);

test('the first cluster’s failure is tried three times, with longer waits, and no more', async () => {
  const handsOn = await startHandsOn();
  const waits: number[] = [];
  const pause = (ms: number) => {
    if (ms > handsOn.world.pollMs) waits.push(ms);
    return handsOn.world.pause(ms);
  };
  handsOn.faults.services = 1;
  handsOn.faults.clusters = 1;
  expect((await bringUp({ ...handsOn.world, pause }, { lesson: false })).status).toBe('CREATE_COMPLETE');
  expect(waits).toEqual([50, 100]);
  await takeDown(handsOn.world, { named: false });
  handsOn.faults.clusters = 9;
  await expect(bringUp(handsOn.world, { lesson: false })).rejects.toThrow(/Service Unavailable/);
  expect(handsOn.faults.clusters).toBe(6);
  // What it left is told and removed by the next run.
  delete handsOn.faults.clusters;
  handsOn.said.length = 0;
  expect((await bringUp(handsOn.world, { lesson: false })).status).toBe('CREATE_COMPLETE');
  expect(handsOn.said.join('\n')).toMatch(
    /The stack is ROLLBACK_COMPLETE:\n {2}Cluster: .*\nIt will be removed/,
  );
}, 60_000);

test('with Docker the service is made once its image is pushed, and finds it pushed the next time', async () => {
  const handsOn = await startHandsOn();
  const { clients, world, said } = handsOn;
  const pushes: string[] = [];
  const image: typeof world.image = {
    problem: () => Promise.resolve(undefined),
    tag: () => Promise.resolve('0123456789ab'),
    async push({ repositoryUri, tag, password }) {
      pushes.push(`${repositoryUri}:${tag}`);
      expect((await password()).length).toBeGreaterThan(20);
      const pushed = { repositoryName: 'hello-world', imageManifest: manifest('a'), imageTag: tag };
      await clients.ecr.send(new PutImageCommand(pushed));
    },
  };
  const uri = '123456789012.dkr.ecr.us-east-1.amazonaws.com/hello-world:0123456789ab';
  // A push that fails leaves the stack without a service; the next run goes on from there.
  const broken = { ...image, push: () => Promise.reject(new Error('docker push failed')) };
  await expect(bringUp({ ...world, image: broken }, { lesson: false })).rejects.toThrow('docker push failed');
  expect((await findStack(clients.cloudFormation))?.parameters.Image).toBe('');
  const stack = await bringUp({ ...world, image }, { lesson: false });
  expect(stack).toMatchObject({ status: 'UPDATE_COMPLETE', parameters: { Image: uri } });
  expect(pushes).toEqual([uri]);
  const { taskDefinition } = await clients.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: 'hello-world' }),
  );
  expect(taskDefinition!.containerDefinitions![0]).toMatchObject({ image: uri });
  expect(taskDefinition!.containerDefinitions![0]!.command ?? []).toEqual([]);
  await bringUp({ ...world, image }, { lesson: false });
  expect(pushes).toHaveLength(1);
  expect(said.at(-1)).toBe('The image 0123456789ab is pushed already.');
  // Without Docker the next time, the tasks keep what they run.
  expect((await bringUp(world, { lesson: false })).parameters.Image).toBe(uri);
  const findings = await takeDown(world, { named: false });
  expect(findings.flatMap(({ found }) => found)).toEqual([]);
}, 60_000);

test('a stack of that name that somebody else made is not touched', async () => {
  const handsOn = await startHandsOn();
  const TemplateBody = 'Description: ours\nResources: { Vpc: { Type: AWS::EC2::VPC } }';
  const { cloudFormation } = handsOn.clients;
  await cloudFormation.send(new CreateStackCommand({ StackName: 'hands-on', TemplateBody }));
  for (const command of ['up', 'status', 'down']) {
    const { code, lines } = await handsOn.ask([command]);
    expect(code, command).toBe(1);
    expect(lines.at(-1)).toContain('a stack hands-on in this region that the hands-on did not make');
  }
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'hands-on' }));
  expect(Stacks![0]!.StackStatus).toMatch(/^CREATE_/);
}, 60_000);

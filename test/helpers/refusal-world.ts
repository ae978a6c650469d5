import { createTestEcs, createWeb, fargateTask, type TestEcs } from './test-ecs.ts';

/** A world with steady service `web`, DAEMON service `agent`, an INACTIVE task definition and an INACTIVE cluster. */
export function refusalWorld(): TestEcs {
  const ready = createTestEcs();
  createWeb(ready);
  ready.call('RegisterTaskDefinition', fargateTask('old'));
  ready.call('DeregisterTaskDefinition', { taskDefinition: 'old:1' });
  ready.call('RegisterTaskDefinition', {
    family: 'on-ec2',
    containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64 }],
  });
  ready.call('CreateService', {
    serviceName: 'agent',
    taskDefinition: 'on-ec2',
    schedulingStrategy: 'DAEMON',
  });
  ready.call('CreateCluster', { clusterName: 'gone' });
  ready.call('DeleteCluster', { cluster: 'gone' });
  ready.pass(300);
  return ready;
}

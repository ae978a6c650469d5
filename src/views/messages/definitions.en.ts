import { code } from '../blocks/code.ts';

/** The words of `task-definition` and `push-commands`. */
export const definitions = {
  'task-definition': {
    title: (name: string) => `Task definition ${name}`,
    task: 'The task',
    container: (name: string) => `Container ${code(name)}`,
    deregistered: ':warning: It is deregistered: what runs goes on, and no new service can take it.',
    registered: (date: string) => `registered ${date}`,
    values: 'Of the environment only the names are shown.',
    part: (label: string, value: string) => `*${label}*  ${value}`,
    /** CPU units and MiB; 0 is no limit. */
    size: (cpu: number, memory: number) =>
      [
        ...(cpu === 0 ? [] : [`${cpu} CPU units (${cpu / 1024} vCPU)`]),
        ...(memory === 0 ? [] : [`${memory} MiB`]),
      ].join(', '),
    parts: {
      size: 'CPU and memory',
      network: 'Network mode',
      launchType: 'Launch type',
      platform: 'Platform',
      executionRole: 'Execution role',
      taskRole: 'Task role',
      volumes: 'Volumes',
      image: 'Image',
      containerSize: 'CPU and memory',
      port: 'Port',
      essential: 'Essential',
      entryPoint: 'Entry point',
      command: 'Command',
      healthCheck: 'Health check',
      environment: 'Environment',
      secrets: 'Secrets',
      dependsOn: 'Depends on',
      logGroup: 'Log group',
      logDriver: 'Log driver',
    },
    since: (revision: number) => `Changed since revision ${revision}`,
    sameAs: (revision: number) => `Nothing differs from revision ${revision}.`,
    changed: (label: string, before: string, after: string) => `*${label}*  ${before} → ${after}`,
    added: (label: string, after: string) => `*${label}*  + ${after}`,
    removed: (label: string, before: string) => `*${label}*  − ${before}`,
    otherValue: (label: string, names: string) => `*${label}*  another value of ${names}`,
    previous: (revision: number) => `Revision ${revision}`,
  },
  'push-commands': {
    title: (repository: string) => `Push to ${repository}`,
    where: 'In a shell with Docker and the AWS CLI, in the folder of the Dockerfile:',
    platform: 'Fargate runs x86 unless a task definition says otherwise: hence the platform.',
    images: 'Images',
  },
};

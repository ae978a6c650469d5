import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageService } from '../../infra/deploy/osls.ts';
import { stagedService } from './staged-service.ts';

/** A piece of the template that a test looks into; what is not there is undefined. */
export interface Deep {
  readonly [key: string]: Deep | undefined;
}

export interface CompiledResource {
  readonly Type: string;
  readonly Properties: Deep;
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
}

export const settings = {
  'team-id': 'T0123ABCD',
  'default-channel': 'C0123ABCD',
  command: '/ecs-prod',
  'max-desired-count': '7',
  logs: 'on',
  language: 'ja',
  'hands-on': 'on',
  'audit-channel': 'C0AUDIT00',
  'audit-days': '90',
  'alarm-topic': 'arn:aws:sns:eu-west-1:123456789012:on-call',
};

/** The service as osls packs it. */
export async function packaged() {
  const { root, remove } = await stagedService();
  const pack = (outDir: string) =>
    packageService({ root, outDir, region: 'eu-west-1', stage: 'prod', settings });
  const files = await pack('out');
  const templates = files.map(({ name }) => join(root, 'out', name)).filter((file) => file.endsWith('.json'));
  const template = templates.find((file) => file.includes('update-stack')) ?? '';
  const { Resources } = JSON.parse(readFileSync(template, 'utf8')) as {
    Resources: Record<string, CompiledResource>;
  };
  return {
    root,
    out: join(root, 'out'),
    files,
    templates,
    text: readFileSync(template, 'utf8'),
    resources: Resources,
    ofType: (type: string) => Object.entries(Resources).filter(([, { Type }]) => Type === type),
    pack,
    remove,
  };
}

export type Packaged = Awaited<ReturnType<typeof packaged>>;

import { readFileSync } from 'node:fs';
import { NormalizedSchema } from '@smithy/core/schema';
import { describe, expect, it } from 'vitest';
import { autoscalingModel, createAutoscaling } from '../../../infra/local/autoscaling/autoscaling.ts';
import { type RequestModel, readRequest } from '../../../infra/local/aws/request-model.ts';
import {
  cloudFormationModel,
  iamModel,
  taggingModel,
} from '../../../infra/local/cloudformation/cloudformation.ts';
import { createEcr, ecrModel } from '../../../infra/local/ecr/ecr.ts';
import { ecsModel } from '../../../infra/local/ecs/request-model.ts';
import { createLogs, logsModel } from '../../../infra/local/logs/logs.ts';
import { createScheduler, schedulerModel } from '../../../infra/local/scheduler/scheduler.ts';
import { createSsm, ssmModel } from '../../../infra/local/ssm/ssm.ts';
import { createTestEcs } from '../../helpers/local-ecs.ts';

const options = {
  clock: { now: () => 0, after: () => () => undefined },
  accountId: '1',
  region: 'eu-west-1',
};
const models: { name: string; client: string; model: RequestModel; actions: string[] }[] = [
  {
    name: 'ECS',
    client: 'client-ecs',
    model: ecsModel,
    actions: Object.keys(createTestEcs().service.actions),
  },
  {
    name: 'ECR',
    client: 'client-ecr',
    model: ecrModel,
    actions: Object.keys(createEcr(options).service.actions),
  },
  {
    name: 'Application Auto Scaling',
    client: 'client-application-auto-scaling',
    model: autoscalingModel,
    actions: Object.keys(
      createAutoscaling({ ...options, counts: { read: () => 1, write: () => {} } }).actions,
    ),
  },
  { name: 'SSM', client: 'client-ssm', model: ssmModel, actions: Object.keys(createSsm(options).actions) },
  {
    name: 'Logs',
    client: 'client-cloudwatch-logs',
    model: logsModel,
    actions: Object.keys(createLogs(options).service.actions),
  },
  {
    name: 'Scheduler',
    client: 'client-scheduler',
    model: schedulerModel,
    actions: Object.keys(createScheduler({ ...options, send: async () => {} }).service.actions),
  },
  {
    name: 'CloudFormation',
    client: 'client-cloudformation',
    model: cloudFormationModel,
    actions: [
      ...['CreateStack', 'DeleteStack', 'DescribeStackEvents', 'DescribeStackResources'],
      ...['DescribeStacks', 'UpdateStack'],
    ],
  },
  { name: 'IAM', client: 'client-iam', model: iamModel, actions: ['GetRole'] },
  {
    name: 'Tagging',
    client: 'client-resource-groups-tagging-api',
    model: taggingModel,
    actions: ['GetResources'],
  },
];

/** A member's key among the constraints: its own, or its name's in every structure. */
const keyOf = ({ constraints }: RequestModel, member: string) =>
  member in constraints ? member : member.slice(member.indexOf('.') + 1);

/** Every member of an action's request, as the SDK's schema has them, each structure once. */
function membersOf(model: RequestModel, actions: readonly string[]) {
  const found = new Map<string, NormalizedSchema>();
  const walk = (schema: NormalizedSchema, at: string): void => {
    found.set(at, schema);
    if (schema.isListSchema()) walk(schema.getValueSchema(), `${at}[]`);
    else if (schema.isMapSchema()) {
      found.set(`${at}{key}`, schema.getKeySchema());
      walk(schema.getValueSchema(), `${at}{}`);
    } else if (schema.isStructSchema()) structure(schema);
  };
  const seen = new Set<string | undefined>();
  const structure = (schema: NormalizedSchema): void => {
    if (seen.has(schema.getName())) return;
    seen.add(schema.getName());
    for (const [name, member] of schema.structIterator()) walk(member, `${schema.getName()}.${name}`);
  };
  for (const action of actions) structure(NormalizedSchema.of(Reflect.get(model.sdk, `${action}$`)[4]));
  return found;
}

/** The members whose type in the SDK's declarations is an enumeration: `CreateServiceRequest.launchType` → `LaunchType`. */
function enumsOf(client: string, model: RequestModel): Map<string, string> {
  const base = new URL(`../../../node_modules/@aws-sdk/${client}/dist-types/models/`, import.meta.url);
  const declared = new Map<string, string>();
  for (const file of ['models_0.d.ts', 'models_1.d.ts']) {
    let text: string;
    try {
      text = readFileSync(new URL(file, base), 'utf8').replaceAll(/\/\*\*.*?\*\//gs, '');
    } catch {
      continue;
    }
    for (const [, structure, body = ''] of text.matchAll(/export interface (\w+)[^{]*\{(.*?)^\}/gms)) {
      for (const [, member, type = '', list = ''] of body.matchAll(/^\s+(\w+)\??: (\w+)(\[\])?/gm)) {
        const values: unknown = Reflect.get(model.sdk, type);
        if (typeof values === 'object') declared.set(`${structure}.${member}${list}`, type);
      }
    }
  }
  return declared;
}

describe.each(models)("the constraints of $name's requests", ({ name, client, model, actions }) => {
  const members = membersOf(model, actions);

  it('name members that the served actions have', () => {
    const known = [...members.keys()].flatMap((key) => [key, keyOf(model, key)]);
    expect(Object.keys(model.constraints).filter((key) => !known.includes(key))).toEqual([]);
    expect((model.emptySays ?? []).filter((key) => !known.includes(key))).toEqual([]);
  });

  it("have every enumeration of the SDK's types, and no other", () => {
    const declared = enumsOf(client, model);
    const wanted = [...members.keys()].flatMap((key) => {
      const name = declared.get(key);
      return name === undefined ? [] : [[key, name]];
    });
    const held = [...members.keys()].flatMap((key) => {
      const name = model.constraints[keyOf(model, key)]?.enum;
      return name === undefined ? [] : [[key, name]];
    });
    expect(Object.fromEntries(held)).toEqual(Object.fromEntries(wanted));
    for (const [key, name] of held) {
      const values = Object.values(Object(Reflect.get(model.sdk, name!)));
      expect(values.length, `${key}: ${name}`).toBeGreaterThan(0);
    }
  });

  it('are of the kind that the member has', () => {
    for (const [key, schema] of members) {
      const constraint = model.constraints[keyOf(model, key)] ?? {};
      if (constraint.pattern !== undefined) expect(schema.isStringSchema(), key).toBe(true);
      if (constraint.number !== undefined) expect(schema.isNumericSchema(), key).toBe(true);
      expect(() => new RegExp(constraint.pattern ?? '', 'u'), key).not.toThrow();
    }
  });

  it('take null, an empty list and an empty map as nothing, wherever they stand', () => {
    const all = actions.flatMap((action) => optionalCollections(model, action));
    // GetRole takes a name and no more.
    expect(all.length).toBeGreaterThanOrEqual(name === 'IAM' ? 0 : 1);
    for (const { action, input, path } of all) {
      const absent = outcome(model, action, input(undefined));
      for (const nothing of [null, path.isMap ? {} : []]) {
        expect(outcome(model, action, input(nothing)), `${action} ${path.name}`).toEqual(absent);
      }
    }
  });
});

function outcome(model: RequestModel, action: string, input: object): unknown {
  try {
    return readRequest(model, action, input);
  } catch (error) {
    return String(error);
  }
}

/** Each optional list and map of an action, in a request that holds it and what is around it, no more. */
function optionalCollections(model: RequestModel, action: string) {
  const found: {
    action: string;
    path: { name: string; isMap: boolean };
    input: (value: unknown) => object;
  }[] = [];
  const walk = (schema: NormalizedSchema, wrap: (value: unknown) => object, path: string, depth: number) => {
    for (const [name, member] of schema.structIterator()) {
      const at = `${schema.getName()}.${name}`;
      const put = (value: unknown) => wrap({ [name]: value });
      const here = { name: `${path}${name}`, isMap: member.isMapSchema() };
      const isEchoed = model.echoed?.includes(String(schema.getName())) === true;
      if ((member.isListSchema() || member.isMapSchema()) && !isEchoed && !model.emptySays?.includes(at)) {
        if ((model.constraints[keyOf(model, at)]?.min ?? 0) === 0)
          found.push({ action, path: here, input: put });
      }
      if (depth === 0) continue;
      if (member.isStructSchema()) walk(member, put, `${here.name}.`, depth - 1);
      if (member.isListSchema() && member.getValueSchema().isStructSchema()) {
        walk(member.getValueSchema(), (value) => put([value]), `${here.name}[].`, depth - 1);
      }
    }
  };
  walk(NormalizedSchema.of(Reflect.get(model.sdk, `${action}$`)[4]), (value) => value as object, '', 4);
  return found;
}

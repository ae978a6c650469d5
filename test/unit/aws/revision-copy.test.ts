import * as sdk from '@aws-sdk/client-ecs';
import { type ContainerDefinition, ECSClient, type TaskDefinition } from '@aws-sdk/client-ecs';
import { NormalizedSchema } from '@smithy/core/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isSameContent,
  type RevisionCopy,
  readCopy,
  registerCopy,
  withImage,
} from '../../../src/aws/ecs/revision-copy.ts';

/** The members of a structure in the SDK's own model. */
function membersOf(schema: unknown): string[] {
  return [...NormalizedSchema.of(schema as never).structIterator()].map(([name]) => name);
}

/** A value for every member of the model, so that what gets lost is missed; a text says where it stands. */
function fill(schema: NormalizedSchema, at: string, depth = 0): unknown {
  if (depth > 8) return undefined;
  if (schema.isStructSchema()) {
    const members = [...schema.structIterator()].map(([name, member]) => [
      name,
      fill(member, `${at}.${name}`, depth + 1),
    ]);
    return Object.fromEntries(members);
  }
  if (schema.isListSchema()) return [fill(schema.getValueSchema(), at, depth + 1)];
  if (schema.isMapSchema()) return { key: fill(schema.getValueSchema(), at, depth + 1) };
  if (schema.isTimestampSchema()) return new Date(0);
  if (schema.isNumericSchema()) return 7;
  return schema.isBooleanSchema() ? true : at;
}

/** A client that answers DescribeTaskDefinition with this, and RegisterTaskDefinition with an error; `sent` has what was registered. */
function clientOf(taskDefinition: TaskDefinition, tags: sdk.Tag[] = [], error?: Error) {
  const sent: sdk.RegisterTaskDefinitionCommandInput[] = [];
  const send = async (command: object) => {
    if (command instanceof sdk.DescribeTaskDefinitionCommand) return { taskDefinition, tags };
    if (command instanceof sdk.RegisterTaskDefinitionCommand) sent.push(command.input);
    if (error) throw error;
    return { taskDefinition: { taskDefinitionArn: 'arn:aws:ecs:us-east-1:1:task-definition/web:8' } };
  };
  return { ecs: Object.create(ECSClient.prototype, { send: { value: send } }) as ECSClient, sent };
}

describe('field by field the copy is the revision but for its image', () => {
  const full = fill(NormalizedSchema.of(sdk.TaskDefinition$), 'task') as TaskDefinition;

  test('nothing that RegisterTaskDefinition knows and DescribeTaskDefinition tells is dropped', async () => {
    const known = membersOf(sdk.RegisterTaskDefinitionRequest$);
    const told = membersOf(sdk.TaskDefinition$);
    const shared = known.filter((name) => told.includes(name));
    expect(shared.length).toBeGreaterThan(15);
    // What is not in the revision itself is its tags, which the answer has beside it.
    expect(known.filter((name) => !told.includes(name))).toEqual(['tags']);
    const copy: object = await readCopy(clientOf(full, [{ key: 'team', value: 'shop' }]).ecs, 'web:7');
    for (const name of shared) expect(Reflect.get(copy, name), name).toEqual(Reflect.get(full, name));
    expect(copy).toHaveProperty('tags', [{ key: 'team', value: 'shop' }]);
    // And nothing is sent that the request does not know.
    expect(Object.keys(copy).filter((name) => !known.includes(name))).toEqual([]);
  });

  test('in a container nothing but the image is another, in the others nothing', async () => {
    const [one] = full.containerDefinitions as [ContainerDefinition];
    const two = { ...one, name: 'two' };
    const copy = await readCopy(clientOf({ ...full, containerDefinitions: [one, two] }).ecs, 'web:7');
    expect(withImage(copy, 'two', 'new')).toEqual({
      ...copy,
      containerDefinitions: [one, { ...two, image: 'new' }],
    });
  });

  test('what AWS itself tags stays with AWS', async () => {
    const tags = [
      { key: 'aws:cloudformation:stack-name', value: 'x' },
      { key: 'AWS:x', value: 'y' },
    ];
    expect(await readCopy(clientOf(full, tags).ecs, 'web:7')).not.toHaveProperty('tags');
  });
});

describe('the same content', () => {
  const copy: RevisionCopy = {
    family: 'web',
    containerDefinitions: [
      {
        name: 'web',
        image: 'web:1',
        command: ['a', 'b'],
        environment: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
      },
    ],
    volumes: [],
  };
  const [container] = copy.containerDefinitions as [ContainerDefinition];
  const changed = (changes: object) => ({ ...copy, containerDefinitions: [{ ...container, ...changes }] });

  test('is in any order of settings, with empty lists or without, whatever the tags', () => {
    const { volumes: _, ...without } = changed({ environment: [...container.environment!].reverse() });
    expect(isSameContent(copy, { ...without, tags: [{ key: 'a', value: 'b' }] })).toBe(true);
  });

  test.for([
    { image: 'web:2' },
    { command: ['b', 'a'] },
    { environment: [{ name: 'A', value: '1' }] },
    { cpu: 1 },
    { essential: false },
  ])('is not with %j', (changes) => {
    expect(isSameContent(copy, changed(changes))).toBe(false);
  });

  test('is each revision’s own, whatever is in it', () => {
    const content = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }));
    const property = fc.property(content, fc.string({ minLength: 1 }), (one, key) => {
      expect(isSameContent(one as never, structuredClone(one) as never)).toBe(true);
      const other = { ...one, [key]: { another: one[key] ?? null, than: 'before' } };
      fc.pre(key !== 'tags');
      expect(isSameContent(one as never, other as never)).toBe(false);
    });
    fc.assert(property);
  });
});

describe('a role that can’t be passed on', () => {
  const [task, execution] = ['app', 'execution'].map((name) => `arn:aws:iam::123456789012:role/${name}`);
  const copy = { family: 'web', containerDefinitions: [], taskRoleArn: task, executionRoleArn: execution };
  const refuse = (name: string, message: string) => {
    const error = new sdk.ECSServiceException({
      name,
      message,
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    });
    return registerCopy(clientOf({}, [], error).ecs, copy);
  };

  test('is named', async () => {
    const sentence = `User: arn:aws:sts::123456789012:assumed-role/bot/worker is not authorized to perform: iam:PassRole on resource: ${task} because no identity-based policy allows the iam:PassRole action`;
    await expect(refuse('AccessDeniedException', sentence)).rejects.toMatchObject({
      role: { type: 'mayNotPass', roles: [task] },
    });
    await expect(refuse('ClientException', 'Role is not valid')).rejects.toMatchObject({
      role: { type: 'notValid', roles: [task, execution] },
    });
  });

  test('is nothing else that ECS refuses', async () => {
    for (const [name, message] of [
      ['AccessDeniedException', 'not authorized to perform: ecs:RegisterTaskDefinition'],
      ['ClientException', 'Too many containers'],
    ] as const)
      await expect(refuse(name, message)).rejects.not.toHaveProperty('role');
  });
});

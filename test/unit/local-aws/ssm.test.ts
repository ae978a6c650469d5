import {
  DeleteParameterCommand,
  DeleteParametersCommand,
  GetParameterCommand,
  GetParametersCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSsm } from '../../../infra/local/ssm/ssm.ts';
import { startTestAws } from '../../helpers/local-aws.ts';

let world: Awaited<ReturnType<typeof startTestAws>>;
beforeAll(async () => {
  world = await startTestAws();
});
afterAll(() => world.aws.close());

const put = (Name: string, Value: string, more = {}) =>
  world.ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }));
const get = async (Name: string, WithDecryption = true) =>
  (await world.ssm.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter;

test('a SecureString reads as its value only when it is decrypted', async () => {
  expect(await put('/bot/secret', 'hush', { Type: 'SecureString' })).toMatchObject({
    Version: 1,
    Tier: 'Standard',
  });
  expect(await get('/bot/secret')).toEqual({
    Name: '/bot/secret',
    Type: 'SecureString',
    Value: 'hush',
    Version: 1,
    LastModifiedDate: expect.any(Date),
    ARN: 'arn:aws:ssm:eu-west-1:123456789012:parameter/bot/secret',
    DataType: 'text',
  });
  const hidden = await get('/bot/secret', false);
  expect(hidden?.Value).toMatch(/^AQIC[\w+/]+=*$/);
  expect(Buffer.from(hidden?.Value ?? '', 'base64').toString()).not.toContain('hush');
});

test('a value changes only with Overwrite, and older versions stay readable', async () => {
  await put('/bot/token', 'one');
  await expect(put('/bot/token', 'two')).rejects.toBeInstanceOf(ParameterAlreadyExists);
  expect((await put('/bot/token', 'two', { Overwrite: true, Type: undefined })).Version).toBe(2);
  expect(await get('/bot/token')).toMatchObject({ Value: 'two', Version: 2 });
  expect(await get('/bot/token:1')).toMatchObject({ Value: 'one', Version: 1, Selector: ':1' });
  await expect(get('/bot/token:9')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
});

test('a parameter is found by its ARN, with or without a leading slash in its name', async () => {
  await put('plain', 'p');
  await put('/slash', 's');
  const arn = 'arn:aws:ssm:eu-west-1:123456789012:parameter';
  expect(await get(`${arn}/plain`)).toMatchObject({ Name: 'plain', ARN: `${arn}/plain` });
  expect(await get(`${arn}/slash`)).toMatchObject({ Name: '/slash', ARN: `${arn}/slash` });
  await expect(get('/plain')).rejects.toBeInstanceOf(ParameterNotFound);
});

test('several are read at once, and what is missing is listed', async () => {
  await put('/m/a', '1');
  const command = new GetParametersCommand({ Names: ['/m/a', '/m/none'] });
  const { Parameters, InvalidParameters } = await world.ssm.send(command);
  expect(Parameters).toMatchObject([{ Name: '/m/a', Value: '1' }]);
  expect(InvalidParameters).toEqual(['/m/none']);
  const Names = Array.from({ length: 11 }, (_, index) => `/m/${index}`);
  const tooMany = world.ssm.send(new GetParametersCommand({ Names }));
  await expect(tooMany).rejects.toMatchObject({ name: 'ValidationException' });
});

test('what is deleted is gone', async () => {
  await put('/d/a', '1');
  await put('/d/b', '1');
  const { DeletedParameters, InvalidParameters } = await world.ssm.send(
    new DeleteParametersCommand({ Names: ['/d/a', '/d/none'] }),
  );
  expect([DeletedParameters, InvalidParameters]).toEqual([['/d/a'], ['/d/none']]);
  await world.ssm.send(new DeleteParameterCommand({ Name: '/d/b' }));
  await expect(get('/d/b')).rejects.toBeInstanceOf(ParameterNotFound);
  await expect(world.ssm.send(new DeleteParameterCommand({ Name: '/d/b' }))).rejects.toBeInstanceOf(
    ParameterNotFound,
  );
});

test.each([
  ['a name of a forbidden root', '/aws/x', 'v', {}],
  ['a name with a space', 'a b', 'v', {}],
  ['a new one without a type', '/untyped', 'v', { Type: undefined }],
  ['an unknown type', '/odd', 'v', { Type: 'Number' }],
  ['a value of more than 4096 characters', '/long', 'v'.repeat(4097), {}],
])('refuses %s', async (_what, name, value, more) => {
  await expect(put(name, value, more)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('the world seeds it as a client would', () => {
  const clock = { now: () => 1_700_000_000_000, after: () => () => undefined };
  const ssm = createSsm({ clock, accountId: '123456789012', region: 'eu-west-1' });
  expect(ssm.actions.PutParameter({ Name: '/a', Value: 'v', Type: 'String' }).Version).toBe(1);
});

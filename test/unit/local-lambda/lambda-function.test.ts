import { afterEach, expect, test, vi } from 'vitest';
import type { LambdaFunction, LambdaInstance } from '../../../infra/local/lambda/instance.ts';
import { functionOf } from '../../helpers/lambda-bundle.ts';

let target: LambdaFunction | undefined;
afterEach(async () => {
  await target?.kill();
  target = undefined;
});
function start(source: string, options = {}): LambdaFunction {
  target = functionOf(source, options);
  return target;
}

const counting = 'let calls = 0; exports.handler = async () => ++calls;';

test('a warm instance keeps what its module holds; after kill the module is fresh', async () => {
  const counted = start(counting);
  expect([await counted.invoke({}), await counted.invoke({})]).toEqual([1, 2]);
  await counted.kill();
  expect(await counted.invoke({})).toBe(1);
});

test('two events at the same time run in two instances, each with one event', async () => {
  const counted = start(
    'let calls = 0; exports.handler = async (ms) => { calls += 1; await new Promise((r) => setTimeout(r, ms)); return calls; };',
  );
  expect(await Promise.all([counted.invoke(50), counted.invoke(50)])).toEqual([1, 1]);
});

test('a burst runs in ten instances at most; whoever is over that waits for its turn', async () => {
  const slow = start(
    'let calls = 0; exports.handler = async (ms) => { calls += 1; await new Promise((r) => setTimeout(r, ms)); return calls; };',
  );
  const calls = await Promise.all(Array.from({ length: 25 }, () => slow.invoke(30)));
  expect(calls).toHaveLength(25);
  expect(calls.filter((call) => call === 1).length).toBeLessThanOrEqual(10);
  expect(await slow.invoke(0)).toBeGreaterThan(1);
});

test('the event and the result travel as JSON', async () => {
  const echo = start('exports.handler = async (event) => ({ event, at: new Date(0), left: undefined });');
  expect(await echo.invoke({ a: new Date(0), b: undefined })).toEqual({
    event: { a: '1970-01-01T00:00:00.000Z' },
    at: '1970-01-01T00:00:00.000Z',
  });
  await echo.kill();
  expect(await start('exports.handler = async () => undefined;').invoke({})).toBeNull();
});

test('the handler sees its own environment and nothing of the process around it', async () => {
  const environment = start('exports.handler = async () => ({ ...process.env });');
  expect(await environment.invoke({})).toEqual({ ONLY: 'this' });
});

test('the context says how much time is left', async () => {
  const context = start(
    'exports.handler = async (_, c) => [c.functionName, c.getRemainingTimeInMillis() > 0];',
  );
  expect(await context.invoke({})).toEqual(['test', true]);
});

test('an error of the handler arrives with its name', async () => {
  const failing = start('exports.handler = async () => { throw new RangeError("too far"); };');
  await expect(failing.invoke({})).rejects.toMatchObject({ name: 'RangeError', message: 'too far' });
});

test('killed in the middle: the call fails at once, the next is a cold start', async () => {
  const lines: string[] = [];
  const slow = start(
    'let calls = 0; exports.handler = async (wait) => { calls += 1; if (wait) { console.log("begun"); await new Promise(() => setInterval(() => {}, 1000)); } return calls; };',
    { onLog: (line: string) => lines.push(line) },
  );
  expect(await slow.invoke(false)).toBe(1);
  const killed = expect(slow.invoke(true)).rejects.toMatchObject({ name: 'Runtime.ExitError' });
  await vi.waitFor(() => expect(lines).toContain('begun'));
  await slow.kill();
  await killed;
  expect(await slow.invoke(false)).toBe(1);
});

test('a handler that takes too long is ended, and does not act later', async () => {
  const lines: string[] = [];
  const slow = start(
    'exports.handler = async (wait) => { if (!wait) return "new"; await new Promise((r) => setTimeout(r, 400)); console.log("acted"); };',
    { timeoutSeconds: 0.2, onLog: (line: string) => lines.push(line) },
  );
  await expect(slow.invoke(true)).rejects.toMatchObject({
    name: 'Sandbox.Timedout',
    message: 'Task timed out after 0.2 seconds',
  });
  expect(lines).toEqual([]);
});

test('a bundle that throws while it loads fails the call, each time', async () => {
  const broken = start('throw new Error("no configuration");');
  for (let round = 0; round < 2; round += 1) {
    await expect(broken.invoke({})).rejects.toMatchObject({
      name: 'Runtime.ExitError',
      message: expect.stringContaining('no configuration'),
    });
  }
});

test('an instance that ended by itself between two events is not asked again', async () => {
  const started: LambdaInstance[] = [];
  const leaving = start(
    'exports.handler = async (leave) => { if (leave) setImmediate(() => process.exit()); return "ok"; };',
    { started },
  );
  expect(await leaving.invoke(true)).toBe('ok');
  await vi.waitFor(() => expect(started[0]?.isAlive()).toBe(false));
  expect(await leaving.invoke(false)).toBe('ok');
  expect(started).toHaveLength(2);
});

test('a handler that is not exported is an error, not an empty success', async () => {
  await expect(start('exports.other = async () => 1;').invoke({})).rejects.toThrow(/no export handler/);
});

test('a line that is printed in pieces is logged whole', async () => {
  const lines: string[] = [];
  const printing = start(
    'exports.handler = async () => { process.stdout.write("{\\"level\\":"); await new Promise((r) => setTimeout(r, 20)); process.stdout.write("\\"INFO\\"}\\n\\nnext\\n"); };',
    { onLog: (line: string) => lines.push(line) },
  );
  await printing.invoke({});
  await vi.waitFor(() => expect(lines).toEqual(['{"level":"INFO"}', 'next']));
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseBody } from '../../../src/front-door/job.ts';
import { commandBody, eventBody, payloadBody, press } from '../../helpers/signed-requests.ts';

const parse = (text: string) => parseBody(Buffer.from(text));

test('reads a slash command as the form that it is', () => {
  expect(parse(commandBody({ text: 'scale shop/web +1 & “quoted” ✓' }))).toEqual({
    kind: 'command',
    body: expect.objectContaining({ command: '/ecs', text: 'scale shop/web +1 & “quoted” ✓', user_id: 'U1' }),
  });
});

test('a form comes back as it was, whatever its values', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'binary' })), (fields) => {
      const body = { ...fields, command: '/ecs', payload: '' };
      expect(parse(new URLSearchParams(body).toString())).toEqual({ kind: 'command', body });
    }),
  );
});

test.each([
  ['block_actions', 'action'],
  ['shortcut', 'action'],
  ['message_action', 'action'],
  ['view_submission', 'view'],
  ['view_closed', 'view'],
])('reads the interaction %s as %s', (type, kind) => {
  const payload = press({ type });
  expect(parse(payloadBody(payload))).toEqual({ kind, body: payload });
});

test('reads a select that is typed in', () => {
  expect(parse(payloadBody(press({ type: 'block_suggestion' })))).toEqual({ kind: 'options' });
});

test('reads an event', () => {
  expect(parse(eventBody())).toEqual({ kind: 'event', body: JSON.parse(eventBody()) });
});

test('reads the challenge of url_verification', () => {
  const body = JSON.stringify({ token: 'x', challenge: 'c', type: 'url_verification' });
  expect(parse(body)).toEqual({ kind: 'url_verification', challenge: 'c' });
});

test('reads that Slack limits the rate', () => {
  expect(parse('{"type":"app_rate_limited","minute_rate_limited":1}')).toEqual({ kind: 'app_rate_limited' });
});

describe('ssl_check', () => {
  test('is one when nothing else is asked', () => {
    expect(parse('ssl_check=1&token=x')).toEqual({ kind: 'ssl_check' });
  });

  test.each(['1', '0'])('ssl_check=%s swallows no command', (ssl) => {
    expect(parse(commandBody({ ssl_check: ssl }))).toMatchObject({ kind: 'command' });
  });

  test('swallows no press', () => {
    expect(parse(`ssl_check=1&${payloadBody(press())}`)).toMatchObject({ kind: 'action' });
  });
});

test.each([
  '',
  '{',
  '{}',
  '[]',
  'null',
  '{"type":"event_callback"}',
  '{"type":"event_callback","event":[]}',
  '{"type":"url_verification","challenge":1}',
  '{"type":"toString"}',
  'payload=',
  'payload=1',
  'payload=[]',
  'payload={"type":"toString"}',
  'payload={"type":"__proto__"}',
  'payload={',
  'command=',
  '%',
  '\ufeff{}',
])('takes %j for nothing that Slack sends', (text) => {
  expect(parse(text)).toBeUndefined();
});

test('never throws', () => {
  const lines = fc.oneof(
    fc.uint8Array(),
    fc.json().map(Buffer.from),
    fc.json().map((json) => Buffer.from(`payload=${json}`)),
  );
  fc.assert(fc.property(lines, (bytes) => void parseBody(Buffer.from(bytes))));
});

import { expect, test } from 'vitest';
import type { Service } from '../../../src/aws/ecs/services.ts';
import { en } from '../../../src/messages/en/index.ts';
import { serviceEvents } from '../../../src/views/replies/service.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 12, minute));
const lines = (...messages: string[]) => {
  const events = messages.map((message, index) => ({ id: String(index), at: at(50 - index), message }));
  return serviceEvents({ events } as unknown as Service, en).slice(1);
};
const registered =
  '(service web) registered 1 targets in (target-group arn:aws:elasticloadbalancing:x:1:targetgroup/web/1)';

test('events that say the same one after the other are one, with their count and the newest time', () => {
  const shown = lines(registered, registered, registered, '(service web) has started 1 tasks', registered);
  expect(shown).toHaveLength(3);
  expect(shown[0]).toMatch(/12:50 UTC.*registered 1 targets.*×3$/);
  expect(shown[1]).not.toContain('×');
  expect(shown[2]).not.toContain('×');
});

test('five lines are shown, however many events they stand for', () => {
  const some = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((name) => [name, name]);
  // And one that says how to see the rest.
  expect(lines(...some)).toHaveLength(6);
  expect(lines(...some).at(-1)).toContain('/ecs events');
});

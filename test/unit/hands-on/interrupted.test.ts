import { expect, test } from 'vitest';
import { startHandsOn } from '../../helpers/hands-on.ts';

// Random, and told when it fails. With the first failure and what follows, up prints about 35 lines, down about 30.
const points = Array.from({ length: 3 }, (_, index) => 1 + index * 10 + Math.floor(Math.random() * 10));

test('up, killed at any point, is finished by running it again', async () => {
  const handsOn = await startHandsOn();
  handsOn.faults.clusters = 1;
  for (const point of points) {
    const { code, lines } = await handsOn.ask(['up'], point);
    expect([null, 0], `killed after ${point}: ${lines.join('\n')}`).toContain(code);
  }
  const { code, lines } = await handsOn.ask(['up']);
  expect(code, `killed after ${points}: ${lines.join('\n')}`).toBe(0);
  expect(lines).toContain('The page: http://127.0.0.1:3002');
  expect((await handsOn.ask(['status'])).lines).toContainEqual(
    expect.stringMatching(/^HERE {2}services: hands-on\/hello-world$/),
  );
});

test('down, killed at any point, is finished by running it again; also of a stack that is only being made', async () => {
  const handsOn = await startHandsOn();
  await handsOn.ask(['up'], points[1]);
  for (const point of points) {
    const { lines } = await handsOn.ask(['down'], Math.ceil(point / 2));
    // The stack that is being made would bring its service up again and again.
    expect(lines.join()).not.toContain('too long');
  }
  const { code, lines } = await handsOn.ask(['down']);
  expect(
    lines.filter((line) => line.startsWith('OK')),
    `killed after ${points}: ${lines.join('\n')}`,
  ).toHaveLength(9);
  expect(code).toBe(0);
});

test('up waits for a deletion that is under way, and then makes the stack', async () => {
  const handsOn = await startHandsOn();
  await handsOn.ask(['up']);
  const down = await handsOn.ask(['down'], 4);
  expect(down.code).toBeNull();
  const { code, lines } = await handsOn.ask(['up']);
  expect(code, lines.join('\n')).toBe(0);
  expect(lines).toContain('The page: http://127.0.0.1:3002');
});

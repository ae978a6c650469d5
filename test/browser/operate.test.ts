import { writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { picturesFolder } from '../helpers/browser.ts';
import { createFilm } from '../helpers/film.ts';
import { lastMessage, messages, page, pageTest, picture, type, world } from '../helpers/page.ts';

const test = pageTest({ timeoutMs: 10_000 });

test('services are listed, and one opens by its button', async () => {
  await type('/ecs services shop');
  await lastMessage().getByText('3 services, all steady').waitFor();
  await picture('services');
  await lastMessage().getByRole('button', { name: 'Open' }).nth(1).click();
  await lastMessage().getByText('shop-web:1').first().waitFor();
  await picture('service');
});

test('scale: the card shows before → after, the channel sees the tasks start', async () => {
  await type('/ecs scale shop/web 5');
  await lastMessage().getByText('Scale shop/web from 3 to 5 tasks?').waitFor();
  await picture('scale-card');
  await lastMessage().getByRole('button', { name: 'Scale to 5' }).click();
  await lastMessage().getByText('5 of 5 running').waitFor();
  // The card is gone: pressing removed it.
  expect(await messages().getByText('Scale shop/web from 3 to 5 tasks?').count()).toBe(0);
  await picture('scaled');
});

test('stop-task: one live message, from the stop to the healing', async () => {
  await page.getByRole('button', { name: 'Local ECS' }).click();
  await type('/ecs stop-task hands-on/hello-world');
  await lastMessage().getByText('Stop a task of hands-on/hello-world?').waitFor();
  await lastMessage().getByRole('button', { name: 'Stop task' }).click();
  await lastMessage()
    .getByText(/replacement/)
    .waitFor();
  await picture('stop-task-live');
  await lastMessage()
    .getByText(/healed in \d+ s/)
    .waitFor();
  await picture('stop-task-healed');
  expect(
    await messages()
      .getByText(/hands-on\/hello-world.*stopped a task/)
      .count(),
  ).toBe(1);
});

test('stop-task as a film, for the README', async () => {
  const screen = await page
    .context()
    .browser()!
    .newPage({ viewport: { width: 860, height: 420 } });
  await screen.goto(world.slack.url);
  const last = screen.getByRole('log', { name: 'Messages' }).getByRole('article').last();
  const composer = screen.getByRole('combobox', { name: /Message/ });
  await composer.fill('/ecs stop-task hands-on/hello-world');
  await composer.press('Enter');
  await last.getByText('Stop a task of hands-on/hello-world?').waitFor();
  const film = createFilm(screen);
  await film.frame();
  await last.getByRole('button', { name: 'Stop task' }).click();
  await screen.mouse.move(0, 0);
  await film.until(last, /healed in \d+ s/);
  const gif = film.toGif();
  expect(Buffer.from(gif.subarray(0, 6)).toString('latin1')).toBe('GIF89a');
  expect(gif.length).toBeLessThan(1_500_000);
  writeFileSync(`${picturesFolder}stop-task.gif`, gif);
  await screen.close();
});

test('a viewer may look, but not change; it reads well on a phone', async () => {
  await page.getByRole('button', { name: 'Close the local ECS' }).click();
  await page.getByText('Viewer', { exact: true }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await type('/ecs scale shop/web 9');
  await lastMessage()
    .getByText(/may not run scale/)
    .waitFor();
  await type('/ecs services');
  await lastMessage().getByText('7 services').waitFor();
  await picture('phone');
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(overflow).toBe(0);
});

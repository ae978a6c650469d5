import { expect, vi } from 'vitest';
import { message, messages, page, pageTest, picture, type } from '../helpers/page.ts';

// A deployment passes many stages: on a busy machine each takes its time.
vi.setConfig({ testTimeout: 180_000 });
const test = pageTest({ world: { seeds: 'demo' }, height: 1000, timeoutMs: 90_000 });

const button = (name: string) => messages().getByRole('button', { name, exact: true }).last();
/** The message that tells a deployment; what notifies of it has its title, and no buttons. */
const storyOf = (text: RegExp) =>
  messages()
    .getByRole('article')
    .filter({ hasText: text })
    .filter({ has: page.getByRole('button', { name: 'Mute 2 h' }) })
    .last();

test('a restart: the card says what follows, and one message tells it to its end', async () => {
  await type('/ecs restart shop/web');
  await messages().getByRole('button', { name: 'Restart', exact: true }).waitFor();
  await picture('restart');
  await messages().getByRole('button', { name: 'Restart', exact: true }).click();
  await message(/shop\/web: @Olivia Operator restarted it/).waitFor();
});

test('a deploy: the card shows what will run and how, and one message tells it to its end', async () => {
  await type('/ecs deploy shop/web 1.4.1');
  await button('Deploy').waitFor();
  await picture('deploy');
  await button('Deploy').click();
  const story = storyOf(/shop\/web: @Olivia Operator (is deploying|deployed)/);
  await story.getByText('Steady again').waitFor();
});

test('a canary that waits at a hook is continued at each step in its one message, and is done', async () => {
  await type('/ecs restart shop/checkout');
  await button('Restart').click();
  const story = storyOf(/shop\/checkout: @Olivia Operator (is restarting|restarted) it/);
  await story.getByText('then ECS rolls back').first().waitFor();
  await picture('canary');
  await page.getByText('Deputy', { exact: true }).click();
  const offer = story.getByRole('button', { name: 'Continue', exact: true });
  const end = story.getByText('Steady again');
  await offer.waitFor();
  for (let steps = 0; (await offer.count()) > 0; steps += 1) {
    expect(steps).toBeLessThan(8);
    await offer.click();
    await button('Cancel').waitFor();
    if (steps === 0) await picture('continue');
    await button('Continue').click();
    await button('Cancel').waitFor({ state: 'detached' });
    await offer.waitFor({ state: 'detached' });
    await offer.or(end).first().waitFor();
  }
  await end.waitFor();
  await story
    .getByText(/Continued at .* by @Dana Deputy/)
    .first()
    .waitFor();
  await picture('continued');
});

test('another is rolled back in two taps', async () => {
  await type('/ecs restart shop/checkout');
  await button('Restart').click();
  await storyOf(/shop\/checkout: @Dana Deputy is restarting it/)
    .getByRole('button', { name: 'Roll back', exact: true })
    .click();
  await button('Cancel').waitFor();
  await button('Roll back').click();
  await storyOf(/shop\/checkout: @Dana Deputy rolled it back/)
    .getByText('Steady again')
    .waitFor();
  await picture('rolled-back');
  await type('/ecs deployments shop/checkout');
  await message(/Deployments of shop\/checkout/).waitFor();
  await picture('deployments');
});

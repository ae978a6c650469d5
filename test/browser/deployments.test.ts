import { message, messages, pageTest, picture, type } from '../helpers/page.ts';

const test = pageTest({ world: { seeds: 'demo' }, height: 1000 });

test('a restart: the card says what follows, and one message tells it to its end', async () => {
  await type('/ecs restart shop/web');
  await messages().getByRole('button', { name: 'Restart', exact: true }).waitFor();
  await picture('restart');
  await messages().getByRole('button', { name: 'Restart', exact: true }).click();
  await message(/shop\/web: @Olivia Operator restarted it/).waitFor();
});

test('a canary that waits is rolled back in two taps', async () => {
  await type('/ecs restart shop/checkout');
  await messages().getByRole('button', { name: 'Restart', exact: true }).click();
  await message(/shop\/checkout.*waits for a person/s).waitFor();
  await picture('canary');
  await type('/ecs rollback shop/checkout');
  await messages().getByRole('button', { name: 'Roll back', exact: true }).waitFor();
  await picture('rollback');
  await messages().getByRole('button', { name: 'Roll back', exact: true }).click();
  await message(/shop\/checkout: @Olivia Operator rolled it back/).waitFor();
  await picture('rolled-back');
  await type('/ecs deployments shop/checkout');
  await message(/Deployments of shop\/checkout/).waitFor();
  await picture('deployments');
});

import { bringUp } from '../bring-up.ts';
import { costLine } from '../find/cost-line.ts';
import { findingLine } from '../find/finding-line.ts';
import { lookAround } from '../find/look-around.ts';
import type { HandsOnWorld } from '../hands-on-world.ts';
import { pushLocally } from '../image/push-locally.ts';
import { names } from '../names.ts';
import { findStack } from '../stack/find-stack.ts';
import { takeDown } from '../take-down.ts';
import type { HandsOnCall } from './hands-on-options.ts';

/** Carries a command out. Gives the exit code: 1 when `down` left something or could not look. */
export async function runCommand(
  world: HandsOnWorld,
  { command, repository = names.repository, lesson, named, place }: Omit<HandsOnCall, 'region' | 'endpoint'>,
): Promise<number> {
  if (command === 'up') {
    const { outputs } = await bringUp(world, { lesson });
    tellOutputs(world, outputs);
    const next = lesson ? 'Now the lesson, in Slack: /ecs hands-on' : `The page: ${outputs.Url}`;
    world.say('');
    if (lesson && !world.isLocal) {
      world.say(`The bot, made for it: npm run deploy -- --region ${world.region} --hands-on`);
    }
    world.say(next);
    const down = `npm run hands-on -- down${place}`;
    world.say(
      world.isLocal
        ? `It costs nothing here. To take it away: ${down}`
        : `It costs money while it is up. How much: npm run hands-on -- status${place}\nTo end it: ${down}`,
    );
    return 0;
  }
  if (command === 'push') {
    await pushLocally(world, repository);
    world.say(`Registered ${repository}:latest. The lesson sees it by itself.`);
    return 0;
  }
  if (command === 'status') {
    const stack = await findStack(world.clients.cloudFormation);
    world.say(stack === undefined ? 'There is no stack hands-on.' : `The stack is ${stack.status}.`);
    tellOutputs(world, stack?.outputs ?? {});
    const findings = await lookAround(world);
    for (const finding of findings) world.say(findingLine(finding, 'HERE'));
    world.say(costLine(findings, world.isLocal));
    return 0;
  }
  const findings = await takeDown(world, { named });
  world.say(`\nLooked for what is left in ${world.region}:`);
  for (const finding of findings) world.say(findingLine(finding, 'LEFT'));
  const left = findings.flatMap(({ found }) => found);
  if (left.length > 0) world.say(costLine(findings, world.isLocal));
  if (left.some(({ isOurs }) => !isOurs)) {
    world.say(
      `What has no tag of ours may be yours. If it is of the hands-on: npm run hands-on -- down --named${place}`,
    );
  }
  return left.length > 0 || findings.some(({ problem }) => problem !== undefined) ? 1 : 0;
}

function tellOutputs({ say }: HandsOnWorld, outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) say(`  ${name.padEnd(18)}${value}`);
}

import type { HandsOnWorld } from '../hands-on-world.ts';
import { names } from '../names.ts';
import type { HandsOnStack } from '../stack/hands-on-stack.ts';
import { isPushed } from './is-pushed.ts';
import { loginPassword } from './login-password.ts';

/** The image that the stack's tasks are to run, which is there then: our own, else what they run already, else a public one. */
export async function provideImage(
  world: HandsOnWorld,
  { parameters, outputs }: HandsOnStack,
): Promise<string> {
  const { image, clients, say } = world;
  const { RepositoryUri: repositoryUri } = outputs;
  if (repositoryUri === undefined || (await image.problem()) !== undefined) {
    return parameters.Image || names.publicImage;
  }
  const tag = await image.tag();
  if (await isPushed(clients.ecr, names.repository, tag)) say(`The image ${tag} has been pushed before.`);
  else await image.push({ repositoryUri, tag, password: () => loginPassword(clients.ecr) });
  return `${repositoryUri}:${tag}`;
}

import { DescribeTaskDefinitionCommand, paginateListTaskDefinitions } from '@aws-sdk/client-ecs';
import { collect } from '../../deploy/collect.ts';
import type { HandsOnClients } from '../create-hands-on-clients.ts';
import type { Found } from './found.ts';
import { hasOurName } from './has-our-name.ts';
import { hasOurTag } from './has-our-tag.ts';

/** Revisions that can still be started, of families with such a name. */
export async function findTaskDefinitions({ ecs: client }: Pick<HandsOnClients, 'ecs'>): Promise<Found[]> {
  const arns = await collect(
    paginateListTaskDefinitions({ client }, { status: 'ACTIVE' }),
    ({ taskDefinitionArns }) => taskDefinitionArns,
  );
  const found: Found[] = [];
  for (const name of arns.map((arn) => arn.split('/').at(-1) ?? arn).filter(hasOurName)) {
    const command = new DescribeTaskDefinitionCommand({ taskDefinition: name, include: ['TAGS'] });
    found.push({ name, isOurs: hasOurTag((await client.send(command)).tags), monthly: 0 });
  }
  return found;
}

import { GetRoleCommand, NoSuchEntityException } from '@aws-sdk/client-iam';
import type { HandsOnWorld } from '../hands-on-world.ts';
import { names } from '../names.ts';
import type { Found } from './found.ts';

/** The execution role of the stack. */
export async function findRole({
  clients,
  region,
}: Pick<HandsOnWorld, 'clients' | 'region'>): Promise<Found[]> {
  const RoleName = names.role(region);
  try {
    await clients.iam.send(new GetRoleCommand({ RoleName }));
    return [{ name: RoleName, isOurs: true, monthly: 0 }];
  } catch (error) {
    if (error instanceof NoSuchEntityException) return [];
    throw error;
  }
}

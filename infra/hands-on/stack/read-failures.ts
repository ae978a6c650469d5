import type { HandsOnClients } from '../create-hands-on-clients.ts';
import { readEvents } from './read-events.ts';

/** A resource that could not be made, changed or deleted, and why. */
export interface StackFailure {
  /** `Cluster`. */
  readonly resource: string;
  readonly reason: string;
}

/** What failed in what was last begun with the stack; what was only cancelled by that is left out. */
export async function readFailures(
  { cloudFormation }: Pick<HandsOnClients, 'cloudFormation'>,
  id: string,
): Promise<StackFailure[]> {
  const events = await readEvents(cloudFormation, id);
  return events.flatMap(
    ({ LogicalResourceId = '', ResourceStatus = '', ResourceStatusReason = '', ...rest }) => {
      const isOwn = rest.PhysicalResourceId !== rest.StackId && ResourceStatus.endsWith('_FAILED');
      return !isOwn || /cancelled$/.test(ResourceStatusReason)
        ? []
        : [{ resource: LogicalResourceId, reason: ResourceStatusReason }];
    },
  );
}

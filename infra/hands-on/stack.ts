import { readFile } from 'node:fs/promises';
import {
  type CloudFormationClient,
  CreateStackCommand,
  type CreateStackCommandInput,
  DeleteStackCommand,
  paginateDescribeStackEvents,
  type StackEvent,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { ScriptProblem } from '../deploy/script.ts';
import { describeStack, outputsOf } from '../deploy/stack.ts';
import { type HandsOnClients, type HandsOnDeps, type HandsOnStack, names } from './deps.ts';

/** A resource that could not be created, changed or deleted, and why. */
interface StackFailure {
  /** `Cluster`. */
  readonly resource: string;
  readonly reason: string;
}

/** The failures of the stack's last operation, without resources that were only cancelled because of them. */
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

/** The events of the stack's last operation (its creation, update or deletion), oldest first. */
async function readEvents(client: CloudFormationClient, StackName: string): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName })) {
    for (const event of StackEvents) {
      events.unshift(event);
      const isStack = event.PhysicalResourceId === event.StackId;
      if (isStack && /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/.test(event.ResourceStatus ?? '')) return events;
    }
  }
  return events;
}

/** Creates the stack and prints its progress. Returns its final state, which may be a failure that was rolled back. */
export async function createStack(
  deps: HandsOnDeps,
  parameters: Readonly<Record<string, string>>,
): Promise<HandsOnStack> {
  const command = new CreateStackCommand(await stackInput(parameters));
  const { StackId = names.stack } = await deps.clients.cloudFormation.send(command);
  return followStack(deps, StackId);
}

/** The input for CreateStack and UpdateStack. The role has a fixed name, which CloudFormation requires us to acknowledge. */
async function stackInput(
  parameters: Readonly<Record<string, string>>,
): Promise<
  Pick<CreateStackCommandInput, 'Capabilities' | 'Parameters' | 'TemplateBody'> & { StackName: string }
> {
  return {
    StackName: names.stack,
    TemplateBody: await readFile(new URL('./stack.yml', import.meta.url), 'utf8'),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
  };
}

type Following = Pick<HandsOnDeps, 'clients' | 'say' | 'show' | 'pause' | 'pollMs'>;

/** Prints the stack's events until the operation in progress ends, starting from its beginning. Returns the stack as it is then. */
export async function followStack(deps: Following, id: string): Promise<HandsOnStack> {
  const { cloudFormation } = deps.clients;
  const told = new Set<string>();
  for (;;) {
    // The status is read first: once it says that the operation has ended, the events read after it are complete.
    const stack = await findStack(cloudFormation, id);
    if (stack === undefined) throw new ScriptProblem(`CloudFormation does not know ${id} any more.`);
    const events = await readEvents(cloudFormation, id);
    const from = events[0]?.Timestamp ?? new Date(0);
    for (const event of events.filter(({ EventId = '' }) => !told.has(EventId))) {
      told.add(event.EventId ?? '');
      const line = eventLine(event, from);
      if (line !== undefined) deps.say(line);
    }
    if (stackLife(stack.status) !== 'moving') return stack;
    deps.show(`${elapsed(from, new Date())}  … ${underWay(events).join(', ')}`);
    await deps.pause(deps.pollMs);
  }
}

/** The logical ids whose last status is one of progress. */
function underWay(events: readonly StackEvent[]): string[] {
  const last = new Map(
    events.flatMap(({ LogicalResourceId, ResourceStatus, PhysicalResourceId, StackId }) =>
      LogicalResourceId === undefined || PhysicalResourceId === StackId
        ? []
        : [[LogicalResourceId, ResourceStatus ?? '']],
    ),
  );
  return [...last].filter(([, status]) => status.endsWith('_IN_PROGRESS')).map(([id]) => id);
}

/**
 * The hands-on's stack, or the one with an id; undefined if there is none.
 * @throws ScriptProblem when a stack of that name is not ours
 */
export async function findStack(
  cloudFormation: CloudFormationClient,
  id: string = names.stack,
): Promise<HandsOnStack | undefined> {
  const stack = await describeStack(cloudFormation, id);
  if (stack === undefined) return undefined;
  if (!stack.Description?.startsWith(names.description)) {
    throw new ScriptProblem(
      `There is a stack ${names.stack} in this region that the hands-on did not make: choose another --region.`,
    );
  }
  const { StackId = '', StackStatus = '', Parameters = [] } = stack;
  return {
    id: StackId,
    status: StackStatus,
    parameters: Object.fromEntries(
      Parameters.map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue]),
    ),
    outputs: outputsOf(stack),
  };
}

/**
 * ` 2:07  CREATE_COMPLETE       LoadBalancer  (AWS::ElasticLoadBalancingV2::LoadBalancer)`, with a second line if there is a reason. Undefined for
 * what need not stay on the screen: a resource in progress, or one cancelled by another's failure.
 */
export function eventLine(event: StackEvent, from: Date): string | undefined {
  const { ResourceStatus = '', ResourceStatusReason: reason, LogicalResourceId = '', ResourceType } = event;
  const isStack = event.PhysicalResourceId === event.StackId;
  if (!isStack && ResourceStatus.endsWith('_IN_PROGRESS')) return undefined;
  if (reason?.endsWith('cancelled')) return undefined;
  const line = `${elapsed(from, event.Timestamp ?? from)}  ${ResourceStatus.padEnd(20)}  ${LogicalResourceId}  (${ResourceType})`;
  return reason === undefined || reason.endsWith('Initiated') ? line : `${line}\n       ${reason}`;
}

/** Minutes and seconds from `from` to `to`: ` 2:07`. */
function elapsed(from: Date, to: Date): string {
  const seconds = Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`.padStart(5);
}

/** What a CloudFormation status means for the hands-on: `up` works, `moving` needs waiting, `failed` can only be deleted, `gone` is deleted. */
type StackLife = 'up' | 'moving' | 'failed' | 'gone';

/** `ROLLBACK_COMPLETE` → `failed`: a creation that was rolled back leaves an empty stack. */
export function stackLife(status: string): StackLife {
  if (status === 'DELETE_COMPLETE') return 'gone';
  if (status.endsWith('_IN_PROGRESS')) return 'moving';
  return /^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(status) ? 'up' : 'failed';
}

/**
 * Whether this is the failure of a new account: ECS creates its service-linked role with the first cluster, and for some seconds neither a cluster
 * nor a service can be created with it. It passes by itself.
 */
export function isFirstClusterFailure({ reason }: StackFailure): boolean {
  if (/Unable to assume the service linked role/i.test(reason)) return true;
  return (
    /Service Unavailable\. Please try again later\./i.test(reason) &&
    /ServerException|GeneralServiceException|Status Code: 500|InternalFailure/.test(reason)
  );
}

/**
 * Deletes the stack, whatever state it is in, and prints its progress.
 * @throws ScriptProblem with the reasons when part of it could not be deleted
 */
export async function removeStack(deps: HandsOnDeps, stack: HandsOnStack): Promise<void> {
  if (stack.status !== 'DELETE_IN_PROGRESS') {
    await deps.clients.cloudFormation.send(new DeleteStackCommand({ StackName: stack.id }));
  }
  const left = await followStack(deps, stack.id);
  if (left.status === 'DELETE_COMPLETE') return;
  throw new ScriptProblem(failureText(left, await readFailures(deps.clients, left.id)));
}

/** The text printed when a stack could not be created or deleted. */
export function failureText({ status }: HandsOnStack, failures: readonly StackFailure[]): string {
  const why = failures.map(({ resource, reason }) => `  ${resource}: ${reason}`);
  return [`The stack is ${status}:`, ...(why.length === 0 ? ['  no reason was given'] : why)].join('\n');
}

/**
 * Updates the stack to these parameters and prints its progress.
 * @throws ScriptProblem with the reasons when the update was rolled back
 */
export async function updateStack(
  deps: HandsOnDeps,
  stack: HandsOnStack,
  parameters: Readonly<Record<string, string>>,
): Promise<HandsOnStack> {
  const input = await stackInput(parameters);
  await deps.clients.cloudFormation.send(new UpdateStackCommand(input));
  const updated = await followStack(deps, stack.id);
  if (updated.status === 'UPDATE_COMPLETE') return updated;
  throw new ScriptProblem(failureText(updated, await readFailures(deps.clients, updated.id)));
}

import { describeServices } from '../ecs/describe-services.ts';
import { familyOf } from '../ecs/target.ts';
import type { KeptStop } from '../store/black-box.ts';
import { ownTags } from '../watches/own-tags.ts';
import { route } from '../watches/route.ts';
import type { CommandContext } from './command-context.ts';

/** Failures that are looked at, the newest. */
const mostFailures = 50;

/**
 * The newest failures of what this channel hears of, the newest first; of everything in a direct message. 1 Query, and one
 * DescribeServices for each cluster and ten services for their tags.
 */
export async function channelFailures(context: CommandContext): Promise<KeptStop[]> {
  const { box, caller, defaultChannel, readSettings } = context;
  const failures = await box.failures(mostFailures);
  if (caller.channelId.startsWith('D') || failures.length === 0) return failures;
  const [{ watches }, tags] = await Promise.all([readSettings(), tagsOf(context, failures)]);
  return failures.filter(({ task: { cluster, service, taskDefinition } }) => {
    const name = `${cluster}/${service ?? familyOf(taskDefinition)}`;
    const own = ownTags(tags.get(name) ?? {}, {});
    return route({ name, isProblem: true, tags: own, watches, defaultChannel }).includes(caller.channelId);
  });
}

type Tags = Readonly<Record<string, string>>;

async function tagsOf(
  { ecs }: CommandContext,
  failures: readonly KeptStop[],
): Promise<ReadonlyMap<string, Tags>> {
  const services = new Map<string, Set<string>>();
  for (const {
    task: { cluster, service },
  } of failures) {
    if (service !== undefined) services.set(cluster, (services.get(cluster) ?? new Set()).add(service));
  }
  const found = await Promise.all(
    [...services].map(async ([cluster, names]) => {
      try {
        return await describeServices(ecs, cluster, [...names], ['TAGS']);
      } catch (error) {
        // The cluster is gone since: then so are its services' tags.
        if (error instanceof Error && error.name === 'ClusterNotFoundException') return [];
        throw error;
      }
    }),
  );
  return new Map(found.flat().map(({ cluster, name, tags }) => [`${cluster}/${name}`, tags]));
}

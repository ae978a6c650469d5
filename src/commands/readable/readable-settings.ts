import { patternTarget } from '../../access/pattern-target.ts';
import type { Look } from '../../ecs/readable/look.ts';
import type { Settings } from '../../watches/settings.ts';

/** The channels' languages, and the watches and mutes that name nothing but what a person may know of: a pattern tells the names in it, a star tells none. */
export async function readableSettings(settings: Settings, look: Look): Promise<Settings> {
  const mayKnow = async (pattern: string) => {
    const { cluster, name } = patternTarget(pattern);
    if (name === '*') return cluster === '*' || look.seesCluster(cluster);
    return look.may(cluster, name);
  };
  const known = async <Each extends { readonly pattern: string }>(all: readonly Each[]) => {
    const found: Each[] = [];
    for (const each of all) if (await mayKnow(each.pattern)) found.push(each);
    return found;
  };
  const { languages } = settings;
  return { watches: await known(settings.watches), mutes: await known(settings.mutes), languages };
}

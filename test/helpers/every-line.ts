import { commands } from '../../src/commands/registry.ts';
import type { SearchedAccount } from './start-searched-account.ts';

/** Every command with every kind of target: names, ids, starts of ids, ARNs, clusters, patterns, what does not exist. */
export function everyLine({ running, stopped, loose }: SearchedAccount): string[] {
  const arn = (path: string) => `arn:aws:ecs:us-east-1:123456789012:${path}`;
  const targets = [
    ...[
      'shop',
      'hands-on',
      'hands',
      'shop/web',
      'shop/api',
      'shop/worker',
      'hands-on/hello-world',
      'hello-world',
    ],
    ...['web', 'api', 'worker', 'work', 'nothing', 'shop/nothing', 'hands-on/nothing', 'nothing/web'],
    ...['hello-wurld', 'shop/web:1.4.2', '*', 'shop/*', 'hands-on/*', 'hello*/*'],
    ...[
      arn('cluster/shop'),
      arn('cluster/hands-on'),
      arn('service/shop/api'),
      arn('service/hands-on/hello-world'),
    ],
    ...Object.values({ ...running, loose }).flatMap((id) => [
      id,
      id.slice(0, 9),
      `shop/${id}`,
      `hands-on/${id}`,
    ]),
    ...Object.values(stopped).flatMap((id) => [id, id.slice(0, 9), `shop/${id}`, arn(`task/shop/${id}`)]),
  ];
  return commands
    .filter(({ hidden }) => !hidden)
    .flatMap(({ name, words }) => {
      const rest = { scale: ' 5', mute: ' 1h' }[name] ?? '';
      const bare = words.every(({ optional }) => optional) ? [name] : [];
      const own = name === 'tasks' ? targets.map((target) => `tasks ${target} --stopped`) : [];
      const named = words.length === 0 ? [] : targets.map((target) => `${name} ${target}${rest}`);
      return [...bare, ...named, ...own];
    });
}

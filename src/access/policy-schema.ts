import * as z from 'zod';
import { parseHours } from './parse-hours.ts';

/** What stands at a place of the access file; each message says what to write there instead. */
const hints = {
  name: 'write a short text',
  who: 'write Slack ids of users (U… or W…), user groups (S…) or channels (C… or G…), or everyone',
  on: 'write cluster/service with * where anything may stand (shop/web, shop/*), * for all, or tag:key=value of an ECS tag that does not begin with ecs-bot:',
  count: 'write a whole number from 0 to 100000',
  hours: 'write days, times and a time zone, as in Mon-Fri 09:00-18:00 Europe/Berlin',
  approval: 'write second-person, or leave it out',
  grant: 'write a grant with who, may and on',
  grants: 'write a list of grants, [] for none',
  reads: 'write members or granted',
  policy: 'write reads and grants, as docs/access.md shows',
};

const who = z.string(hints.who).regex(/^(?:[UWSCG][A-Z0-9]{2,20}|everyone)$/, hints.who);
const on = z
  .string(hints.on)
  .regex(/^(?:\*|[\w*-]{1,255}\/[\w*-]{1,255}|tag:(?!ecs-bot:)[^=]{1,128}=.{0,256})$/, hints.on);
const count = z.int(hints.count).min(0, hints.count).max(100_000, hints.count);

/** The access file as it is written, `infra/access.yml`. `commands` are the names that `may` takes beside `read` and `change`. */
export function policySchema(commands: readonly string[]) {
  const mayHint = `write read, change, or commands: ${commands.join(', ')}`;
  const may = z.enum(['read', 'change', ...commands], mayHint);
  const grant = z.strictObject(
    {
      name: z
        .string(hints.name)
        .regex(/^\S.{0,79}$/, hints.name)
        .optional()
        .describe('What whoami and refusals call it; else grant 1, grant 2, …'),
      who: oneOrMore(who, hints.who).describe(
        'Slack user ids, user groups, channels in which it is asked, or everyone in the workspace.',
      ),
      may: oneOrMore(may, mayHint).describe('read; change, which is all of it; or names of commands.'),
      on: oneOrMore(on, hints.on).describe('Globs of cluster/service, or tag:key=value of ECS tags.'),
      'max-desired': count.optional().describe('No raise of a desired count above this.'),
      'min-running': count
        .optional()
        .describe('Never fewer healthy tasks than this; no stop during a deployment or against protection.'),
      hours: z
        .string(hints.hours)
        .refine((text) => parseHours(text) !== undefined, hints.hours)
        .optional()
        .describe('When it holds: Mon-Fri 09:00-18:00 Europe/Berlin'),
      approval: z
        .literal('second-person', hints.approval)
        .optional()
        .describe('Somebody else with the right has to approve.'),
    },
    hints.grant,
  );
  return z.strictObject(
    {
      reads: z
        .enum(['members', 'granted'], hints.reads)
        .optional()
        .describe('Who may look: every member of the workspace, or only whom a grant names.'),
      grants: z.array(grant, hints.grants),
    },
    hints.policy,
  );
}

function oneOrMore<Item extends z.ZodType>(item: Item, hint: string) {
  return z.union([item, z.array(item, hint).min(1, hint)], hint);
}

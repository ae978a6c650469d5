import type { Grant } from '../../access/policy.ts';
import { code } from '../blocks/code.ts';
import { escapeText } from '../blocks/escape-text.ts';
import { namedInGrant } from './named-in-grant.en.ts';

const codes = (all: readonly string[]) => all.map(code).join(', ');

/** The words of `whoami`. */
export const whoami = {
  title: 'What you may do',
  person: (userId: string, groups: readonly string[]) =>
    `${namedInGrant(userId)}, member of the workspace${groups.length > 0 ? ` and of ${groups.map(namedInGrant).join(', ')}` : ''}`,
  grant: ({ name, may, on }: Grant) => `*${escapeText(name)}*: ${codes(may)} on ${codes(on)}`,
  by: (ids: readonly string[]) => `for ${ids.map(namedInGrant).join(', ')}`,
  maxDesired: (most: number) => `at most ${most} tasks`,
  minRunning: (least: number) =>
    `at least ${least} healthy ${least === 1 ? 'task' : 'tasks'} left, no stop during a deployment or against protection`,
  hours: (text: string, now: boolean) => `${code(text)}${now ? '' : ', *not now*'}`,
  approval: 'a second person has to approve',
  nothing: (askable: readonly string[] | undefined) =>
    askable === undefined
      ? 'You may change nothing here.'
      : askable.length === 0
        ? `You may change nothing, and nobody else may: ${code('infra/access.yml')} grants nothing.`
        : `You may change nothing here. Who may change something: ${askable.slice(0, 12).map(namedInGrant).join(', ')}.`,
  more: (count: number) => `and ${count} more`,
  reads: {
    members: 'Looking is open to every member of the workspace.',
    granted: 'You may look at what your grants name, and at nothing else.',
  },
  tags: `A tag ${code('ecs-bot:protected=true')} or ${code('ecs-bot:max=…')} of a service or its cluster narrows this.`,
  unusable: (problem: string, readsOpen: boolean) =>
    `Nobody may change anything${readsOpen ? '' : ' or look at anything'}: the access file ${code('infra/access.yml')} can’t be used: ${escapeText(problem)}`,
};

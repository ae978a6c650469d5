import type { Hours } from './hours.ts';

/** A rule of `infra/access.yml`: who may do what on which targets, within which limits. */
export interface Grant {
  /** What `whoami` and refusals call it. */
  readonly name: string;
  /** Slack user ids (U…, W…), user groups (S…), channels in which it is asked (C…, G…), or `everyone` in the workspace. */
  readonly who: readonly string[];
  /** `read`, `change` (which holds `read`, and settings), or names of commands. */
  readonly may: readonly string[];
  /** Globs of `cluster/service`, or `tag:key=value` of the service's ECS tags. */
  readonly on: readonly string[];
  readonly maxDesired?: number;
  /** Never fewer healthy tasks than this; then a task is stopped neither during a deployment nor against its protection. */
  readonly minRunning?: number;
  readonly hours?: Hours;
  readonly approval?: 'second-person';
}

/** The access policy: what no grant allows is refused. The order of the grants says nothing. */
export interface Policy {
  /** Who may look: every member of the workspace, or only whom a grant names. */
  readonly reads: 'members' | 'granted';
  readonly grants: readonly Grant[];
}

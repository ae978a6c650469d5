/** What AWS can't tell again later. Times are epoch milliseconds. */
export interface HandsOnMemory {
  /** What happened before is not part of this hands-on. */
  readonly startedAt: number;
  readonly read: readonly ReadStep[];
  /** A task was stopped and replaced. */
  readonly healed?: { readonly at: number; readonly ms?: number };
  /** How many tasks ran after scaling out. */
  readonly scaledTo?: number;
  /** Everything before the last step was done at the same time: from here on, what disappears was cleaned up, not undone. */
  readonly cleaning?: true;
  /** Nothing was left when AWS was asked. */
  readonly finishedAt?: number;
}

/** What AWS says about one learner's resources; what does not exist is absent. Times are epoch milliseconds. */
export interface HandsOnFacts {
  /** When AWS was asked. */
  readonly at: number;
  /** The stack with the network, the load balancer and the execution role. */
  readonly network?: {
    /** CREATE_COMPLETE, CREATE_IN_PROGRESS, … */
    readonly status: string;
    /** The address of the page that the load balancer serves. */
    readonly url?: string;
    readonly executionRole?: string;
    readonly logGroup?: string;
  };
  readonly repository?: {
    /** `<account>.dkr.ecr.<region>.amazonaws.com/<name>` */
    readonly uri: string;
    /** The tag that was pushed last. */
    readonly tag?: string;
  };
  readonly cluster?: { readonly services: number; readonly tasks: number };
  /** The newest ACTIVE revision. */
  readonly taskDefinition?: {
    /** `family:revision` */
    readonly name: string;
    readonly image: string;
    readonly cpu: number;
    readonly memory: number;
    readonly containers: number;
  };
  readonly service?: {
    readonly desiredCount: number;
    readonly runningCount: number;
    /** Its newest deployment has finished. */
    readonly deployed: boolean;
    readonly failed: boolean;
  };
  /** The last stop of a task of the service that neither a deployment nor a lower count explains. */
  readonly stop?: {
    readonly at: number;
    /** Until its replacement ran, if the service's episode still says so. */
    readonly healedMs?: number;
  };
}

/** Which AWS a learner's shell has to use. */
export interface HandsOnWhere {
  readonly region: string;
  /** The local AWS's; absent on AWS. */
  readonly endpoint?: string;
}

/** One learner's hands-on as it is now, ready to be put into words. */
export interface HandsOnProgress {
  readonly userId: string;
  readonly place: number;
  readonly names: HandsOnNames;
  readonly where: HandsOnWhere;
  readonly facts: HandsOnFacts;
  readonly memory: HandsOnMemory;
  readonly steps: readonly HandsOnStep[];
}

export interface HandsOnStep {
  readonly id: StepId;
  /** The first step that is not done is the current one; a later one may be done before it. */
  readonly state: 'done' | 'current' | 'waiting';
}

/** What somebody wants from a hands-on. */
export interface HandsOnRequest {
  /** `show`: here, at the bottom; `next`: a step was read; `again`: from the start. */
  readonly want: 'show' | 'next' | 'again';
  /** The step that a button marks as read; if absent, the current one. */
  readonly step?: ReadStep;
  /** Whose hands-on a button belongs to. */
  readonly of?: string;
}

/** What the events function puts into the commands queue when something may have changed: check this learner's hands-on. */
export interface HandsOnJob {
  readonly kind: 'lesson';
  readonly userId: string;
  /** When it was queued, epoch milliseconds: a check that began later has seen it all. */
  readonly at: number;
}

/** A learner's hands-on as the table stores it. Times are epoch milliseconds. */
export interface HandsOnRecord {
  readonly userId: string;
  /** Decides the names of the learner's resources. */
  readonly place: number;
  readonly memory: HandsOnMemory;
  /** The learner's language. */
  readonly language: string;
  readonly channel: string;
  /** The message; absent when it is gone. */
  readonly ts?: string;
  /** A digest of what the message shows. */
  readonly sent?: string;
  /** The step that was current at the last check; absent before the first, and when all are done. */
  readonly step?: StepId;
  /** When the learner last did something. */
  readonly touchedAt: number;
  /** When AWS was last asked. */
  readonly lookedAt: number;
  /** Of the record in the table; 0 before there is one. */
  readonly version: number;
}

/** The ten steps, in their order. */
export const stepIds = [
  'containers',
  'image',
  'repository',
  'network',
  'cluster',
  'task-definition',
  'service',
  'stop-task',
  'scale',
  'clean-up',
] as const;

export type StepId = (typeof stepIds)[number];

/** These leave nothing in AWS: the learner says when they are done. */
export const readSteps = ['containers', 'image'] as const satisfies readonly StepId[];

type ReadStep = (typeof readSteps)[number];

/** What one learner's resources are called. */
export interface HandsOnNames {
  readonly cluster: string;
  readonly service: string;
  readonly family: string;
  readonly repository: string;
}

/** The first learner's resources have the hands-on's own names; those of learners at the same time end in a number. */
export function handsOnNames(place: number): HandsOnNames {
  const behind = place === 1 ? '' : `-${place}`;
  const name = `hello-world${behind}`;
  return { cluster: `hands-on${behind}`, service: name, family: name, repository: name };
}

/** What the hands-on creates, in the order in which it is best deleted. */
const madeThings = ['service', 'cluster', 'repository', 'taskDefinition', 'network'] as const;

export type MadeThing = (typeof madeThings)[number];

/**
 * What the learner at this place has to delete. The network is shared: the first place, whose learner is alone most of the time, is responsible for
 * it.
 */
export function ownThings(place: number): MadeThing[] {
  return madeThings.filter((thing) => thing !== 'network' || place === 1);
}

/** How many tasks the learner scales out to. */
export const scaledOutTo = 4;

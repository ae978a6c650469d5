import type { WordsOf } from '../../catalogue.ts';

const host = 'The disk, processor and memory of the host; its agent’s log.';

/** Tasks whose containers could not be created, started, inspected or stopped. */
export const starts: WordsOf<
  | 'outOfMemoryAtStart'
  | 'portInUse'
  | 'mountFailed'
  | 'volume'
  | 'diskFull'
  | 'cannotCreate'
  | 'cannotStart'
  | 'cannotInspect'
  | 'cannotStop'
  | 'runtimeTimeout'
  | 'runtime'
  | 'failedToStart'
> = {
  outOfMemoryAtStart: {
    what: () => 'it had too little memory even to start',
    causes: ['The container’s memory limit is too low.', 'The host has none left.'],
    next: ['`memory` of the container; the host’s free memory.'],
  },
  portInUse: {
    what: () => 'the host port that it needs is taken',
    causes: ['Another task on the host has the same fixed `hostPort`.'],
    next: ['Leave `hostPort` out (a free one is chosen), or use the `awsvpc` network mode.'],
  },
  mountFailed: {
    what: (detail) => `a mount of its container failed: ${detail}`,
    causes: [
      'A mount point or a file in it does not exist in the image, or is a file where a folder is expected.',
    ],
    next: ['`mountPoints`, `volumes` and `linuxParameters` of the task definition.'],
  },
  volume: {
    what: (detail) => `one of its volumes could not be created: ${detail}`,
    causes: ['The volume’s driver or its settings.', 'The contents of the image’s own `VOLUME`.'],
    next: ['`volumes` of the task definition; the volume driver on the host.'],
  },
  diskFull: {
    what: () => 'the disk is full',
    causes: [
      'The image is larger than the free space; unpacked, it needs two or three times its size.',
      'Old images, stopped containers or logs fill the host.',
    ],
    next: [
      'On Fargate: `ephemeralStorage` of the task definition, up to 200 GiB.',
      'On EC2: a larger volume, and the agent’s image clean-up.',
    ],
  },
  cannotCreate: {
    what: (detail) => `its container could not be created: ${detail}`,
    causes: ['A setting that the host’s Docker refuses.', 'The host is in trouble.'],
    next: ['The text above.', host],
  },
  cannotStart: {
    what: (detail) => `its container could not be started: ${detail}`,
    causes: ['The command, a mount or a limit of the container.'],
    next: ['The text above.', '`command`, `mountPoints` and `linuxParameters` of the task definition.'],
  },
  cannotInspect: {
    what: () => 'its host was too slow to say what the container does',
    causes: ['The host’s disk or Docker is overloaded; the container itself may have ended normally.'],
    next: [host],
  },
  cannotStop: {
    what: (detail) => `its container could not be stopped: ${detail}`,
    causes: ['The host’s container runtime hangs.'],
    next: [host],
  },
  runtimeTimeout: {
    what: () => 'its container did not start or stop within the time that the host allows',
    causes: [
      'The host is overloaded: many tasks start at once, or its disk is slow.',
      'On Fargate: a dependency of the container never became healthy.',
    ],
    next: [host, '`dependsOn` and `startTimeout` of the containers.'],
  },
  runtime: {
    what: (detail) => `the host’s container runtime failed: ${detail}`,
    causes: ['The host is in trouble.'],
    next: ['Nothing, if a replacement runs.', host],
  },
  failedToStart: {
    what: () => 'it failed to start, and ECS does not say why',
    causes: ['The containers’ own reasons were not reported.'],
    next: ['The service’s events around that time; on EC2 the agent’s log.'],
  },
};

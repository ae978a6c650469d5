import { documented } from '../documented.ts';
import type { ReasonRow } from '../reason-row.ts';

const { errorCodes, start, thinPool, taskStopped, architecture } = documented;
const agent = 'https://github.com/aws/amazon-ecs-agent/issues';

/** What a container ran into when it was created, started, looked at or stopped. */
export const startRows: readonly ReasonRow[] = [
  { pattern: /OutOfMemoryError/i, code: 'outOfMemory', source: taskStopped },
  { pattern: /no space left on dev|thin pool has/i, code: 'diskFull', source: thinPool },
  { pattern: /exec format error/i, code: 'wrongArchitecture', source: architecture },
  {
    pattern: /OOM-killed|cannot allocate memory/i,
    code: 'outOfMemoryAtStart',
    source: `${agent}/3021`,
  },
  {
    pattern: /port is already allocated|address already in use/i,
    code: 'portInUse',
    source: 'https://github.com/aws/amazon-ecs-cli/issues/83',
  },
  {
    pattern: /executable file not found|exec: .*no such file or dir|exec: "[^"]*": stat /is,
    code: 'commandNotFound',
    source: 'https://github.com/aws/amazon-ecs-cli/issues/78',
  },
  { pattern: /exec: .*permission denied/is, code: 'commandNotExecutable', source: start },
  { pattern: /C[ao]nnotCreateVolume|VolumeDriver/i, code: 'volume', source: errorCodes },
  {
    pattern: /rootfs_linux|mount callback failed|error mounting/i,
    code: 'mountFailed',
    source: `${agent}/2442`,
  },
  { pattern: /(DockerTimeout|ContainerRuntimeTimeout)Error/i, code: 'runtimeTimeout', source: errorCodes },
  { pattern: /ContainerRuntimeError/i, code: 'runtime', source: errorCodes },
  {
    pattern: /^CgroupError/i,
    code: 'runtime',
    source: 'https://github.com/nextflow-io/nextflow/issues/5380',
  },
  { pattern: /CannotCreateContainerError/i, code: 'cannotCreate', source: thinPool },
  { pattern: /CannotStartContainerError/i, code: 'cannotStart', source: errorCodes },
  { pattern: /CannotInspectContainerError/i, code: 'cannotInspect', source: errorCodes },
  { pattern: /CannotStopContainerError/i, code: 'cannotStop', source: errorCodes },
];

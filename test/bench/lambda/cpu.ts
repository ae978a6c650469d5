import { type ChildProcess, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/** What the measured processes run on. */
export interface Cpu {
  /** The CPU that they are kept on; undefined where the system has no taskset. */
  readonly pinned: number | undefined;
  /** `cgroup` where this process may make one, which is how Lambda does it; else `signals`: the process is stopped and continued. */
  readonly throttledBy: 'cgroup' | 'signals';
  /** The command line that runs a command there. */
  command(line: readonly string[]): readonly string[];
  throttle(child: ChildProcess): Throttle;
}

/** Holds one process to a share of the CPU. */
interface Throttle {
  begin(share: number): void;
  end(): void;
  /** Once the process is gone. */
  remove(): void;
}

/** Keeps the measured processes on the last CPU and this one, with its stand-ins, off it where there is another. */
export function chooseCpu(): Cpu {
  const hasTaskset = spawnSync('taskset', ['--version']).status === 0;
  const pinned = hasTaskset ? availableParallelism() - 1 : undefined;
  if (pinned) spawnSync('taskset', ['-cp', `0-${pinned - 1}`, String(process.pid)]);
  const root = cgroupRoot();
  return {
    pinned,
    throttledBy: root === undefined ? 'signals' : 'cgroup',
    command: (line) => (pinned === undefined ? line : ['taskset', '-c', String(pinned), ...line]),
    throttle: (child) => (root === undefined ? bySignals(child) : byCgroup(root, child)),
  };
}

/** A running function has a CPU in this slice for its share of it, microseconds. */
const periodUs = 20_000;

interface CgroupRoot {
  readonly dir: string;
  readonly isV2: boolean;
}

/** Where a cgroup with a CPU quota can be made; undefined without the right to. */
function cgroupRoot(): CgroupRoot | undefined {
  const isV2 = existsSync('/sys/fs/cgroup/cgroup.controllers');
  const root = { dir: isV2 ? '/sys/fs/cgroup' : '/sys/fs/cgroup/cpu', isV2 };
  const probe = join(root.dir, `bench-${process.pid}-probe`);
  try {
    if (isV2) writeFileSync(join(root.dir, 'cgroup.subtree_control'), '+cpu');
    mkdirSync(probe);
    setQuota(root, probe, 1);
    return root;
  } catch {
    return undefined;
  } finally {
    if (existsSync(probe)) rmdirSync(probe);
  }
}

function setQuota({ isV2 }: CgroupRoot, dir: string, share: number): void {
  const quota = share >= 1 ? undefined : Math.round(share * periodUs);
  if (isV2) {
    writeFileSync(join(dir, 'cpu.max'), `${quota ?? 'max'} ${periodUs}`);
  } else {
    writeFileSync(join(dir, 'cpu.cfs_period_us'), String(periodUs));
    writeFileSync(join(dir, 'cpu.cfs_quota_us'), String(quota ?? -1));
  }
}

function byCgroup(root: CgroupRoot, { pid = 0 }: ChildProcess): Throttle {
  const dir = join(root.dir, `bench-${process.pid}-${pid}`);
  mkdirSync(dir);
  writeFileSync(join(dir, 'cgroup.procs'), String(pid));
  return {
    begin: (share) => setQuota(root, dir, share),
    end: () => setQuota(root, dir, 1),
    remove: () => rmdirSync(dir),
  };
}

/** Coarser than a quota: a process that only waits loses its time too. */
function bySignals(child: ChildProcess): Throttle {
  let timer: NodeJS.Timeout | undefined;
  const periodMs = periodUs / 1000;
  return {
    begin(share) {
      if (share >= 1) return;
      timer = setInterval(() => {
        child.kill('SIGSTOP');
        setTimeout(() => child.kill('SIGCONT'), (1 - share) * periodMs);
      }, periodMs);
    },
    end() {
      clearInterval(timer);
      child.kill('SIGCONT');
    },
    remove() {},
  };
}

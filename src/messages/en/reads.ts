import { code, escapeText, formatCount } from '../mrkdwn.ts';

const amount = (count: number, one: string, many = `${one}s`) =>
  `${formatCount(count)} ${count === 1 ? one : many}`;
const names = (all: readonly string[], most = 8) =>
  [...all.slice(0, most).map(code), ...(all.length > most ? [`${all.length - most} more`] : [])].join(', ');
const finding = (severity: string, count: string) => {
  const text = `${count} ${escapeText(severity.toLowerCase())}`;
  return severity === 'CRITICAL' || severity === 'HIGH' ? `*${text}*` : text;
};

/** The words of `clusters`, `service`, `tasks` and `images`. */
export const reads = {
  clusters: {
    title: 'Clusters',
    none: 'There is no cluster in this region.',
    summary: (total: number) => amount(total, 'cluster'),
    counts: (services: number, running: number, pending: number) =>
      [
        amount(services, 'service'),
        `${amount(running, 'task')} running${pending > 0 ? `, ${formatCount(pending)} pending` : ''}`,
      ].join('  ·  '),
    capacity: (providers: readonly string[], instances: number) =>
      [
        ...(providers.length > 0 ? [providers.map(escapeText).join(', ')] : []),
        ...(instances > 0 ? [amount(instances, 'container instance')] : []),
      ].join('  ·  ') || 'launch type FARGATE only',
    open: 'Services',
  },
  service: {
    since: (date: string) => `since ${date}`,
    fields: {
      taskDefinition: 'Task definition',
      image: 'Image',
      launchType: 'Launch type',
      loadBalancer: 'Load balancer',
      deployment: 'Deployment settings',
      created: 'Created',
    },
    noLoadBalancer: 'none',
    unknownImage: 'not known before the first task',
    healthyPercent: (minimum: number, maximum: number) => `${minimum}–${maximum} % of the desired count`,
    circuitBreaker: {
      off: 'circuit breaker off',
      on: 'circuit breaker on',
      'on, with rollback': 'circuit breaker on, with rollback',
    },
    deployments: 'Deployments',
    rollout: {
      COMPLETED: 'completed',
      IN_PROGRESS: 'in progress',
      FAILED: '*failed*',
    },
    counts: (running: number, desired: number, pending: number, failed: number) =>
      [
        `${running}/${desired} running`,
        ...(pending > 0 ? [`${pending} pending`] : []),
        ...(failed > 0 ? [`${failed} failed to start`] : []),
      ].join(', '),
    tasks: 'Tasks',
    noTasks: 'No task is starting or running.',
    moreTasks: (shown: number, total: number, line: string) =>
      `${shown} of ${total} tasks, most urgent first. All of them: ${code(line)}`,
    moreEvents: (line: string) => `Earlier ones, with what stopped: ${code(line)}`,
    events: 'Last events',
    noEvents: 'ECS lists no events.',
    scaleOut: 'Scale +1',
    scaleIn: 'Scale −1',
    stopTask: 'Stop a task',
    restart: 'Restart',
    rollback: 'Roll back',
    deploy: 'Deploy an image',
    openTasks: 'Tasks',
    openStopped: 'Stopped tasks',
    openDeployments: 'Deployments',
    openImages: 'Images',
    openServices: 'All services',
  },
  tasks: {
    title: (scope: string, stopped: boolean) => (stopped ? `Stopped tasks of ${scope}` : `Tasks of ${scope}`),
    none: (scope: string, stopped: boolean) =>
      stopped
        ? `No task of ${code(scope)} has stopped in the last thirty days.`
        : `No task of ${code(scope)} is starting or running.`,
    summary: (total: number) => amount(total, 'task'),
    cutOff: (read: number) => `ECS lists more; only the first ${formatCount(read)} were read`,
    open: 'Open',
    openService: 'Service',
    openServices: 'Services',
    running: 'Running tasks',
    stopped: 'Stopped tasks',
    health: { HEALTHY: 'healthy', UNHEALTHY: '*unhealthy*' },
    runningFor: (age: string) => `for ${age}`,
    startingFor: (age: string) => `starting for ${age}`,
    stoppingFor: (age: string) => `stopping for ${age}`,
    ranFor: (age: string) => `ran for ${age}`,
    neverRan: 'never ran',
    exit: (container: string, exitCode: number) => `${code(container)} exit code *${exitCode}*`,
    containerFailed: (container: string) => `${code(container)} did not start`,
  },
  task: {
    title: (id: string) => `Task ${id}`,
    fields: {
      service: 'Service',
      taskDefinition: 'Task definition',
      zone: 'Zone',
      launchType: 'Launch type',
      started: 'Started',
      stopped: 'Stopped',
    },
    noService: 'none: started by RunTask, so nothing replaces it',
    containers: 'Containers',
    stopTask: 'Stop this task',
    why: 'Why did it stop?',
    logs: 'Logs',
    openService: 'Service',
  },
  images: {
    title: (type: 'repository' | 'service', name: string) =>
      type === 'repository' ? `Images of repository ${name}` : `Images of service ${name}`,
    repository: (name: string, shown: number, total: number) =>
      `*Repository* ${code(name)}  ·  ${
        shown < total
          ? `the newest ${shown} of ${formatCount(total)} tagged images`
          : amount(total, 'tagged image')
      }`,
    gone: (name: string) => `The repository ${code(name)} does not exist any more.`,
    empty: (name: string) => `The repository ${code(name)} has no tagged image.`,
    pushed: (date: string) => `pushed ${date}`,
    runsIn: (targets: readonly string[]) => `runs in ${names(targets)}`,
    behind: (targets: readonly string[]) => `older push runs in ${names(targets)}`,
    noFindings: 'scan: no findings',
    findings: (findings: readonly { readonly severity: string; readonly count: number }[]) =>
      `scan: ${findings.map(({ severity, count }) => finding(severity, formatCount(count))).join(', ')}`,
    scan: {
      IN_PROGRESS: 'scan in progress',
      PENDING: 'scan pending',
      FAILED: 'scan failed',
      UNSUPPORTED_IMAGE: 'scan: not supported for this image',
      FINDINGS_UNAVAILABLE: 'scan: findings unavailable',
      LIMIT_EXCEEDED: 'scan: limit exceeded',
      SCAN_ELIGIBILITY_EXPIRED: 'scan: image too old',
    },
    moved: (target: string, tag: string) =>
      `:warning: ${code(target)} does *not* run what the tag ${code(tag)} points to now.`,
    movedRuns: (digest: string, date: string | undefined) =>
      `It runs ${code(digest)}, ${date === undefined ? 'which is no longer in the repository' : `pushed ${date}`}.`,
    movedNow: (tag: string, digest: string, date: string | undefined) =>
      `${code(tag)} points to ${code(digest)}${date === undefined ? '' : `, pushed ${date}`}: a new deployment will run that one.`,
    movedGone: (tag: string) =>
      `No image has the tag ${code(tag)} any more: a new deployment could not pull it.`,
    elsewhere: (all: readonly string[]) => `From another registry, not looked up: ${names(all)}`,
    namesake: (target: string, runs: readonly string[]) =>
      `There is also a service ${code(target)}. It runs ${names(runs)}: ${code(`/ecs images ${runs[0] ?? ''}`)}`,
    noServices: (clusters: readonly string[]) =>
      clusters.length === 0
        ? 'There is no cluster to search.'
        : `No service to search in ${names(clusters)}.`,
    searched: (searched: number, total: number, clusters: readonly string[]) =>
      searched < total
        ? `Searched only ${searched} of the ${formatCount(total)} services of ${names(clusters)}; the others may run these images too. \`--cluster\` names one to search.`
        : `Searched ${amount(total, 'service')} of ${names(clusters)}.`,
    otherClusters: 'Other clusters were not searched.',
    unknown: (targets: readonly string[]) =>
      `The images of ${names(targets)} are unknown: ECS no longer has their task definitions.`,
    openService: (target: string) => `Open ${target}`,
    deploy: (tag: string) => `Deploy ${tag}`,
    deployByName: `To deploy one of them: ${code('/ecs deploy <service> <tag>')}`,
  },
};

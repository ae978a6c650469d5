/** One image that the local world starts with. */
export interface SeedImage {
  readonly repository: string;
  /** The tag that it was pushed with; `isUntagged` says that it has lost it since. */
  readonly tag: string;
  /** Which push of that tag this was. */
  readonly push?: number;
  readonly isUntagged?: boolean;
  readonly daysAgo: number;
  readonly megabytes: number;
  /** What its scan found; absent when it was never scanned. */
  readonly findings?: Readonly<Record<string, number>>;
}

/**
 * The repositories of the local world. `shop/web:1.4.2` was pushed a second time after the service had started: what
 * runs is its first push, which is untagged now.
 */
export const SEED_IMAGES: readonly SeedImage[] = [
  { repository: 'hello-world', tag: '1.0.0', daysAgo: 41, megabytes: 17.9, findings: {} },
  { repository: 'hello-world', tag: 'latest', daysAgo: 12, megabytes: 18.2, findings: { LOW: 2 } },
  { repository: 'shop/web', tag: '1.4.0', daysAgo: 33.2, megabytes: 61.4, findings: { HIGH: 1, MEDIUM: 4 } },
  { repository: 'shop/web', tag: '1.4.1', daysAgo: 21.5, megabytes: 61.6, findings: { MEDIUM: 4, LOW: 9 } },
  {
    repository: 'shop/web',
    tag: '1.4.2',
    isUntagged: true,
    daysAgo: 9.1,
    megabytes: 62,
    findings: { MEDIUM: 3 },
  },
  {
    repository: 'shop/web',
    tag: '1.4.2',
    push: 2,
    daysAgo: 0.2,
    megabytes: 62.1,
    findings: { CRITICAL: 1, MEDIUM: 3 },
  },
  { repository: 'shop/web', tag: '1.5.0-rc.1', daysAgo: 1.4, megabytes: 64.8 },
  { repository: 'shop/api', tag: '2.0.0', daysAgo: 18.7, megabytes: 88.3, findings: { HIGH: 2, LOW: 5 } },
  { repository: 'shop/api', tag: '2.0.1', daysAgo: 6.3, megabytes: 88.4, findings: {} },
  { repository: 'shop/worker', tag: '0.8.4', isUntagged: true, daysAgo: 52, megabytes: 70.5 },
  { repository: 'shop/worker', tag: '0.9.0', daysAgo: 14.9, megabytes: 71.2 },
];

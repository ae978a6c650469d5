/** List prices of us-east-1 in US dollars, without tax and free tier. Other regions cost up to twice as much. */
export const prices = {
  asOf: 'January 2026',
  hoursInMonth: 730,
  /** Without the capacity units that requests use. */
  loadBalancerHour: 0.0225,
  publicIpv4Hour: 0.005,
  fargateVcpuHour: 0.04048,
  fargateGbHour: 0.004445,
  ecrGbMonth: 0.1,
  logsGbMonth: 0.03,
} as const;

const { hoursInMonth: hours } = prices;
const GB = 1_000_000_000;

/** What existing resources cost per month, in US dollars. */
export const monthlyCost = {
  /** With the public address that it has in each of its two zones. */
  loadBalancer: () => (prices.loadBalancerHour + 2 * prices.publicIpv4Hour) * hours,
  /** On Fargate with a public address; `cpu` in units of 1/1024 vCPU, `memory` in MiB. */
  task: (cpu: number, memory: number) =>
    ((cpu / 1024) * prices.fargateVcpuHour + (memory / 1024) * prices.fargateGbHour + prices.publicIpv4Hour) *
    hours,
  images: (bytes: number) => (bytes / GB) * prices.ecrGbMonth,
  logs: (bytes: number) => (bytes / GB) * prices.logsGbMonth,
} as const;

/** List prices of us-east-1 in US dollars, without tax and free tier. Other regions take up to twice as much. */
export const prices = {
  asOf: 'January 2026',
  hoursInMonth: 730,
  /** Without the capacity units that requests take. */
  loadBalancerHour: 0.0225,
  publicIpv4Hour: 0.005,
  fargateVcpuHour: 0.04048,
  fargateGbHour: 0.004445,
  ecrGbMonth: 0.1,
  logsGbMonth: 0.03,
} as const;

/** A service on Fargate behind a target group. */
export interface ServiceWanted {
  readonly target: { readonly cluster: string; readonly service: string };
  readonly after: { readonly desiredCount: number };
  /** `family:revision` */
  readonly taskDefinition: string;
  /** What the target group sends to. */
  readonly container: { readonly name: string; readonly port: number };
  readonly subnets: readonly string[];
  readonly securityGroup: string;
  readonly targetGroupArn: string;
}

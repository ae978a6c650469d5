/** What the hands-on's stack made, for what the bot makes beside it: outputs of the stack, given with the deploy. */
export interface HandsOn {
  readonly region: string;
  readonly subnets: readonly string[];
  /** Of the tasks. */
  readonly securityGroup: string;
  readonly targetGroupArn: string;
  /** The only role that the bot may hand to a task. */
  readonly executionRoleArn: string;
  readonly logGroup: string;
}

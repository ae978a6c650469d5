/** The worker's rights that no harmless call could try: each would change or send something. */
export const untriedRights: readonly string[] = [
  'application-autoscaling:RegisterScalableTarget',
  'iam:PassRole',
  'scheduler:CreateSchedule',
  'sqs:ChangeMessageVisibility',
  'sqs:SendMessage',
];

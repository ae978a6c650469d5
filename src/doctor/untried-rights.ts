/** The worker's rights that no harmless call could try: each would change or send something. */
export const untriedRights: readonly string[] = ['sqs:ChangeMessageVisibility', 'sqs:SendMessage'];

const warnings = new Set(['SERVICE_TASK_START_IMPAIRED', 'SERVICE_TASK_PLACEMENT_FAILURE']);

/** Whether ECS says by this service action that it can't start or place the service's tasks. */
export function isWarning({ eventName }: { readonly eventName: string }): boolean {
  return warnings.has(eventName);
}

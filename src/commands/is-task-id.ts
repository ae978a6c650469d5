/** Whether a text has the form of a task's id: 32 hexadecimal digits, with hyphens in the old form. ECS refuses others. */
export function isTaskId(text: string): boolean {
  return /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(text);
}

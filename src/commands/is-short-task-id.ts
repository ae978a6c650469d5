/** The first eight or more digits of a task's id, as messages show it; a service's name may look so only by chance. */
export function isShortTaskId(name: string): boolean {
  return /^(?=[a-f]*[0-9])[0-9a-f]{8,31}$/.test(name);
}

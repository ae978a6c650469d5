/**
 * Whether a name is one of the hands-on's, which alone it may touch: `hands-on…` or `hello-world…`. All of it is good for ECS and for ECR:
 * small letters, digits, and a hyphen or underscore between them.
 */
export function isHandsOnName(name: string): boolean {
  return name.length <= 100 && /^(?:hands-on|hello-world)[a-z0-9]*(?:[-_][a-z0-9]+)*$/.test(name);
}

/** Whether AWS refused for want of a right: services name it differently (`AccessDeniedException`, `KMSAccessDenied`, …). */
export function isDenied(error: unknown): boolean {
  return error instanceof Error && /AccessDenied|UnauthorizedOperation|AuthorizationError/.test(error.name);
}

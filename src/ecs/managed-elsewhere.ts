import type { Service } from './service.ts';

/**
 * Whether ECS runs the service by Express Mode: its scaling target, changed with UpdateExpressGatewayService, overwrites any desired
 * count. A service of CodeDeploy or of an EXTERNAL controller takes a count through UpdateService, only no task definition.
 */
export function isExpress({ resourceManagementType }: Service): boolean {
  return resourceManagementType === 'ECS';
}

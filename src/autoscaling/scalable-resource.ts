/** How Application Auto Scaling names a service's desired count. */
export function scalableResource(target: { readonly cluster: string; readonly service: string }) {
  return {
    ServiceNamespace: 'ecs',
    ResourceId: `service/${target.cluster}/${target.service}`,
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const;
}

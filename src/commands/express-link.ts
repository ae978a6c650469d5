/** Where in the AWS console the scaling of an Express service is changed. */
export function expressLink(serviceArn: string): string {
  const [, , , region = ''] = serviceArn.split(':');
  const [, cluster = '', service = ''] = serviceArn.split('/');
  return `https://${region}.console.aws.amazon.com/ecs/v2/clusters/${encodeURIComponent(cluster)}/services/${encodeURIComponent(service)}/configuration?region=${region}`;
}

/** Where in the AWS console a service is changed whose count the bot leaves alone. */
export function consoleLink(serviceArn: string, by: 'express' | 'codedeploy'): string {
  const [, , , region = ''] = serviceArn.split(':');
  const [, cluster = '', service = ''] = serviceArn.split('/');
  const console = `https://${region}.console.aws.amazon.com`;
  return by === 'codedeploy'
    ? `${console}/codesuite/codedeploy/applications?region=${region}`
    : `${console}/ecs/v2/clusters/${encodeURIComponent(cluster)}/services/${encodeURIComponent(service)}/configuration?region=${region}`;
}

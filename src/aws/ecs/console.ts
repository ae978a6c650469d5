/** Hosts of the AWS console by partition, as the partitions' own documents name them. */
const consoles: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-eusc': 'console.amazonaws-eusc.eu',
};

/** Where to change a service in the AWS console; partition and region are those of its ARN. */
export function consoleLink(serviceArn: string): string {
  const [, partition = '', , region = ''] = serviceArn.split(':');
  const [, cluster = '', service = ''] = serviceArn.split('/');
  const console = `https://${region}.${consoles[partition] ?? consoles.aws}`;
  return `${console}/ecs/v2/clusters/${encodeURIComponent(cluster)}/services/${encodeURIComponent(service)}/configuration?region=${region}`;
}

/** ARNs of ECS resources, in the long form that names the cluster. */
export interface Arns {
  cluster(name: string): string;
  service(cluster: string, name: string): string;
  task(cluster: string, id: string): string;
  container(cluster: string, taskId: string, id: string): string;
  taskDefinition(family: string, revision: number): string;
  serviceRevision(cluster: string, service: string, id: string): string;
  serviceDeployment(cluster: string, service: string, id: string): string;
  taskSet(cluster: string, service: string, id: string): string;
}

export function createArns(region: string, accountId: string): Arns {
  const base = `arn:aws:ecs:${region}:${accountId}`;
  return {
    cluster: (name) => `${base}:cluster/${name}`,
    service: (cluster, name) => `${base}:service/${cluster}/${name}`,
    task: (cluster, id) => `${base}:task/${cluster}/${id}`,
    container: (cluster, taskId, id) => `${base}:container/${cluster}/${taskId}/${id}`,
    taskDefinition: (family, revision) => `${base}:task-definition/${family}:${revision}`,
    serviceRevision: (cluster, service, id) => `${base}:service-revision/${cluster}/${service}/${id}`,
    serviceDeployment: (cluster, service, id) => `${base}:service-deployment/${cluster}/${service}/${id}`,
    taskSet: (cluster, service, id) => `${base}:task-set/${cluster}/${service}/${id}`,
  };
}

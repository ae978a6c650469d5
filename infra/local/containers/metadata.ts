import type { ContainerEntity, TaskEntity } from '../ecs/model/task.ts';
import { serve } from '../http.ts';

/** The task metadata endpoint, version 4: `<uri>` for the container, `<uri>/task` for its task. On a free port of 127.0.0.1. */
export async function startMetadata() {
  const known = new Map<string, { readonly task: TaskEntity; readonly container: ContainerEntity }>();
  const server = await serve(
    (request, response) => {
      const [, version, id = '', what] = (request.url ?? '').split('/');
      const found = version === 'v4' ? known.get(id) : undefined;
      if (found === undefined || (what !== undefined && what !== 'task')) {
        response.writeHead(404).end();
        return;
      }
      const { task, container } = found;
      const body = what === 'task' ? taskMetadata(task) : containerMetadata(task, container);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    },
    { port: 0, variable: 'PORT' },
  );
  return {
    /** Returns the container's ECS_CONTAINER_METADATA_URI_V4. */
    add(task: TaskEntity, container: ContainerEntity): string {
      const id = container.runtimeId ?? task.id;
      known.set(id, { task, container });
      return `${server.url}/v4/${id}`;
    },
    close: server.close,
  };
}

/** A task as the task metadata endpoint shows it. */
function taskMetadata(task: TaskEntity) {
  const { family, revision } = task.taskDefinition;
  return {
    Cluster: task.clusterArn,
    TaskARN: task.arn,
    Family: family,
    Revision: String(revision),
    DesiredStatus: task.desiredStatus,
    KnownStatus: task.lastStatus,
    AvailabilityZone: task.availabilityZone,
    LaunchType: task.launchType,
    Containers: task.containers.map((container) => containerMetadata(task, container)),
  };
}

/** A container as the task metadata endpoint shows it. */
function containerMetadata(task: TaskEntity, container: ContainerEntity) {
  return {
    DockerId: container.runtimeId,
    Name: container.name,
    Image: container.image,
    ImageID: container.imageDigest,
    DesiredStatus: task.desiredStatus,
    KnownStatus: container.lastStatus,
    ContainerARN: container.arn,
  };
}

import type { Lesson } from '../../lesson/lesson.ts';
import { scaledOutTo } from '../../lesson/scaled-out-to.ts';
import type { StepId } from '../../lesson/step-id.ts';

/** What is to be typed after `/ecs` for the current step; undefined where there is nothing to be done in Slack. */
export function stepLine(id: StepId, { names, facts }: Lesson): string | undefined {
  const { cluster, service, family, repository } = names;
  const target = `${cluster}/${service}`;
  switch (id) {
    case 'repository':
      return facts.repository === undefined
        ? `create-repository ${repository}`
        : `push-commands ${repository}`;
    case 'cluster':
      return `create-cluster ${cluster}`;
    case 'task-definition':
      return `register-task-definition ${family} ${repository}:${facts.repository?.tag ?? 'latest'}`;
    case 'service':
      return facts.service === undefined ? `create-service ${target} ${family}` : undefined;
    case 'stop-task':
      return `stop-task ${target}`;
    case 'scale':
      return `scale ${target} ${scaledOutTo}`;
    case 'clean-up':
      if (facts.service !== undefined) return `delete-service ${target}`;
      return facts.cluster === undefined ? undefined : `delete-cluster ${cluster}`;
    default:
      return undefined;
  }
}

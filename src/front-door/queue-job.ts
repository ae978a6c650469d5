import { frontDoor } from '../views/messages/front-door.ts';
import type { HttpRequest } from './http-request.ts';
import type { HttpResponse } from './http-response.ts';
import type { Job } from './job.ts';
import { jobGroup } from './job-group.ts';
import { jobId } from './job-id.ts';
import { NoAnswer } from './no-answer.ts';
import { isFor, isOrgInstall, personOf } from './person-of.ts';
import { say } from './say.ts';
import type { World } from './world.ts';

/**
 * Makes a verified request a job, queues it and acknowledges; or refuses another workspace's.
 * @param deadline epoch milliseconds
 */
export async function queueJob(
  asked: Pick<Job, 'kind' | 'body'>,
  { headers, id }: HttpRequest,
  world: World,
  deadline: number,
): Promise<HttpResponse> {
  const isOrg = isOrgInstall(asked);
  if (isOrg || !isFor(world.teamId, asked)) {
    world.log({
      level: 'WARN',
      message: `refused: ${isOrg ? 'installed for the whole organisation' : 'another workspace'}`,
      kind: asked.kind,
      team: personOf(asked).team,
      requestId: id,
    });
    const sentence = isOrg ? frontDoor.orgInstall : frontDoor.otherWorkspace;
    const refusal = await say(asked, sentence, 403, world);
    return { ...refusal, headers: { ...refusal.headers, 'x-slack-no-retry': '1' } };
  }
  const retryNum = Number(headers['x-slack-retry-num']);
  const retryReason = headers['x-slack-retry-reason'];
  const job: Job = {
    ...asked,
    id: jobId(asked, headers['x-slack-signature'] ?? ''),
    receivedAt: world.now(),
    ...(retryNum > 0 && { retryNum }),
    ...(retryReason && { retryReason }),
  };
  try {
    await world.sendJob(job, jobGroup(job, { team: world.teamId, user: personOf(asked).user }), deadline);
    return { statusCode: 200, body: '' };
  } catch (error) {
    const maybe = error instanceof NoAnswer && error.maybeDone;
    world.log({
      level: 'ERROR',
      message: 'not queued',
      kind: job.kind,
      maybe,
      error: String(error),
      requestId: id,
    });
    const sentences = maybe ? frontDoor.maybeQueued : frontDoor.notQueued;
    return say(job, job.kind === 'command' ? sentences.command : sentences.press, 503, world);
  }
}

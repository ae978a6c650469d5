import type { Finding } from './finding.ts';

/** Sends POST /slack a request without a signature: the bot that works turns it away with 401. */
export async function checkFrontDoor(url: string, timeoutMs = 10_000): Promise<Finding> {
  const part = `front door ${url}`;
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      body: 'command=%2Fecs',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (status === 401) return { level: 'OK', part, says: 'answers 401 to a request without a signature' };
    const todo =
      status === 200
        ? 'Take it down: it answers requests that are not Slack’s.'
        : 'Read the log of the function slack in CloudWatch.';
    return { level: 'FAIL', part, says: `answers ${status} to a request without a signature, not 401`, todo };
  } catch (error) {
    const says =
      error instanceof Error && error.name === 'TimeoutError'
        ? 'did not answer in time'
        : 'can not be reached';
    return { level: 'FAIL', part, says, todo: 'Check your network, then deploy again.' };
  }
}

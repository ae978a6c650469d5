import { request } from 'node:http';

/** Where every target answers for its health, as the stack of the hands-on sets it. */
const path = '/health';

/** One health check. Resolves with what failed, in Elastic Load Balancing's words; undefined when it passed. */
export function checkTarget(port: number | undefined, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    if (port === undefined) {
      resolve('Health checks failed');
      return;
    }
    const headers = { 'user-agent': 'ELB-HealthChecker/2.0' };
    const check = request({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
      answer.resume();
      clearTimeout(timer);
      const { statusCode = 0 } = answer;
      resolve(statusCode === 200 ? undefined : `Health checks failed with these codes: [${statusCode}]`);
    });
    const timer = setTimeout(() => {
      resolve('Request timed out');
      check.destroy();
    }, timeoutMs);
    check.on('error', () => {
      clearTimeout(timer);
      resolve('Health checks failed');
    });
    check.end();
  });
}

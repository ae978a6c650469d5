import { Agent, request } from 'node:http';

/** What a client got, by HTTP status, or by the error's code where there was no answer. */
export type Answers = Readonly<Record<string, number>>;

/** A client that asks so often a second, over connections that it keeps, whatever comes back. `stop` answers what came. */
export function askSteadily(url: string, perSecond: number) {
  const agent = new Agent({ keepAlive: true });
  const answers: Record<string, number> = {};
  const open = new Set<Promise<void>>();
  const start = Date.now();
  let asked = 0;

  function ask(): Promise<void> {
    return new Promise((resolve) => {
      const note = (what: string) => {
        answers[what] = (answers[what] ?? 0) + 1;
        resolve();
      };
      request(url, { agent }, (answer) => {
        answer.resume();
        answer.on('error', () => note('half'));
        answer.on('end', () => note(String(answer.statusCode)));
      })
        .on('error', (error: NodeJS.ErrnoException) => note(error.code ?? error.message))
        .end();
    });
  }

  // A busy machine makes timers late; what was missed is asked then, so that the number a second holds.
  const timer = setInterval(() => {
    for (const due = ((Date.now() - start) * perSecond) / 1000; asked < due; asked += 1) {
      const one = ask().finally(() => open.delete(one));
      open.add(one);
    }
  }, 1000 / perSecond);

  return {
    answers: answers as Answers,
    async stop(): Promise<{ readonly answers: Answers; readonly seconds: number }> {
      clearInterval(timer);
      await Promise.all(open);
      agent.destroy();
      return { answers, seconds: (Date.now() - start) / 1000 };
    },
  };
}

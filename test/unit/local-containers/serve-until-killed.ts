import { startServedAccount } from '../../helpers/served-account.ts';

// Run as a process of its own, to be killed: prints the pids of the tasks' processes once they listen.

const account = await startServedAccount({ speed: 10 });
const look = setInterval(() => {
  const tasks = account.tasks();
  if (tasks.some(({ target }) => target?.state !== 'healthy')) return;
  clearInterval(look);
  console.log(JSON.stringify(tasks.map(({ pid }) => pid)));
}, 20);

// Runs before `npm start` and `npm test` with whatever Node is on PATH and with no package installed:
// a fresh clone needs no other step.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const registry = process.env.npm_config_registry ?? 'https://registry.npmjs.org/';
/** What npm's error codes come to, where the reason is the way to the registry. */
const unreachable =
  /\b(EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|FETCH_ERROR)\b/;

/** The packages of the lock file by path, without those of other platforms. */
function wantedPackages() {
  const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8'));
  return Object.entries(packages).filter(([path, { optional }]) => path !== '' && !optional);
}

/** The lock file that npm wrote at the last install says what is installed. */
function isInstalled() {
  try {
    const found = JSON.parse(readFileSync(new URL('node_modules/.package-lock.json', root), 'utf8')).packages;
    return wantedPackages().every(([path, { version }]) => version === found[path]?.version);
  } catch {
    return false;
  }
}

/** Says how far npm is: on a terminal in one line that moves, elsewhere every five seconds. Returns how to end it. */
function showProgress(began) {
  const paths = wantedPackages().map(([path]) => new URL(`${path}/package.json`, root));
  const { isTTY } = process.stderr;
  let before = 0;
  let waitingSince = began;
  const timer = setInterval(
    () => {
      const there = paths.filter((path) => existsSync(path)).length;
      if (there !== before) waitingSince = Date.now();
      before = there;
      const silent = Math.round((Date.now() - waitingSince) / 1000);
      const waits = silent < 15 ? '' : `; nothing new from ${registry} for ${silent} s`;
      const line = `  ${there} of ${paths.length} packages after ${Math.round((Date.now() - began) / 1000)} s${waits}`;
      process.stderr.write(isTTY ? `\r\u001b[K${line}` : `${line}\n`);
    },
    isTTY ? 500 : 5000,
  );
  return () => {
    clearInterval(timer);
    if (isTTY) process.stderr.write('\r\u001b[K');
  };
}

/** Whether anything answers at the registry, within ten seconds. A proxy is npm's own matter: then npm finds out. */
async function isReachable() {
  const proxies = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
  if ([...proxies, 'npm_config_https_proxy', 'npm_config_proxy'].some((name) => process.env[name]))
    return true;
  try {
    await fetch(registry, { method: 'HEAD', signal: AbortSignal.timeout(10_000) });
    return true;
  } catch (error) {
    return error.name !== 'TimeoutError' && !unreachable.test(error.cause?.code);
  }
}

/** `npm ci`. Resolves with what it wrote to standard error, or `undefined` when all went well. */
async function install() {
  // Offline, npm tries each package for itself, for minutes; its cache may still hold all of them.
  const from = (await isReachable()) ? '--prefer-offline' : '--offline';
  // npm's own pauses between tries are 10 and 60 s.
  const tries = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  const npm = spawn('npm', ['ci', '--no-audit', '--loglevel=error', from, ...tries], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  });
  return new Promise((resolve) => {
    let said = '';
    npm.stderr.on('data', (data) => {
      said += data;
    });
    npm.once('error', (error) =>
      resolve(error.code === 'ENOENT' ? 'npm is not on the PATH.' : error.message),
    );
    npm.once('close', (code) => resolve(code === 0 ? undefined : said));
  });
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Node 20 or newer is needed; this is ${process.version}. Get it from https://nodejs.org.`);
  process.exitCode = 1;
} else if (!isInstalled()) {
  console.error('Installing the packages, once: one to three minutes, and 600 MB of disk.');
  const began = Date.now();
  const stop = showProgress(began);
  const problem = await install();
  stop();
  if (problem === undefined) {
    console.error(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`);
  } else if (unreachable.test(problem)) {
    console.error(
      `The packages could not be downloaded: ${registry} does not answer. Check the network or npm’s proxy settings, then run the command again. Once installed, everything works offline.`,
    );
    process.exitCode = 1;
  } else {
    console.error(`${problem.trimEnd()}\nThe packages could not be installed; npm says why above.`);
    process.exitCode = 1;
  }
}

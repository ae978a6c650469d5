// `npm start` and the others run through this with whatever Node is on PATH and with no package installed: a fresh clone needs no other
// step. What follows its name is the script to run then, with the project's own Node.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = new URL('../', import.meta.url);
const shell = process.platform === 'win32';
/** What npm's error codes come to, where the reason is the way to the registry. */
const unreachable =
  /\b(EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|FETCH_ERROR)\b/;

/** The packages of the lock file by path, without those of other platforms. */
function wantedPackages() {
  const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8'));
  return Object.entries(packages).filter(([path, { optional }]) => path !== '' && !optional);
}

/** The packages whose install scripts are allowed; .npmrc keeps all others from running, for every npm. */
function scripted() {
  const { allowScripts = {} } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  return Object.keys(allowScripts).filter((name) => allowScripts[name]);
}

/** Where npm gets packages from, by its own settings: a company's mirror, say. */
function registryOf() {
  const asked = spawnSync('npm', ['config', 'get', 'registry'], { cwd: root, encoding: 'utf8', shell });
  return asked.stdout?.trim() || 'npm’s registry';
}

/** The Node that the project runs on: its package's script puts it there. */
const ownNode = new URL(`node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`, root);

/** The lock file that npm wrote at the last install says what is installed. */
function isInstalled() {
  try {
    if (scripted().includes('node') && !existsSync(ownNode)) return false;
    const found = JSON.parse(readFileSync(new URL('node_modules/.package-lock.json', root), 'utf8')).packages;
    return wantedPackages().every(([path, { version }]) => version === found[path]?.version);
  } catch {
    return false;
  }
}

/** Says how far npm is: on a terminal in one line that moves, elsewhere every five seconds. Returns how to end it. */
function showProgress(began, registry) {
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
async function isReachable(registry) {
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

/** `npm ci`, then the allowed scripts. Resolves with what it wrote to standard error, or `undefined` when all went well. */
async function install(registry) {
  // Offline, npm tries each package for itself, for minutes; its cache may still hold all of them.
  const from = (await isReachable(registry)) ? '--prefer-offline' : '--offline';
  // npm's own pauses between tries are 10 and 60 s.
  const options = [
    from,
    '--loglevel=error',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
  ];
  const problem = await npm(['ci', '--no-audit', '--ignore-scripts', ...options]);
  const names = scripted();
  if (problem !== undefined || names.length === 0) return problem;
  return npm(['rebuild', ...names, '--ignore-scripts=false', ...options]);
}

function npm(words) {
  const child = spawn('npm', words, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    shell,
  });
  return new Promise((resolve) => {
    let said = '';
    child.stderr.on('data', (data) => {
      said += data;
    });
    child.once('error', (error) =>
      resolve(error.code === 'ENOENT' ? 'npm is not on the PATH.' : error.message),
    );
    child.once('close', (code) => resolve(code === 0 ? undefined : said));
  });
}

/** Runs a script with the project's Node: in this process when it is that, as before the first install it is not. */
async function run([file, ...words]) {
  const script = fileURLToPath(new URL(file, root));
  if (existsSync(ownNode) && realpathSync(process.execPath) !== realpathSync(ownNode)) {
    const child = spawn(fileURLToPath(ownNode), [script, ...words], { stdio: 'inherit' });
    // A terminal sends SIGINT to both.
    process.on('SIGINT', () => {});
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.once('close', (code, signal) => {
      process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
    });
    return;
  }
  process.argv.splice(1, process.argv.length, script, ...words);
  await import(pathToFileURL(script).href);
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Node 20 or newer is needed; this is ${process.version}. Get it from https://nodejs.org.`);
  process.exitCode = 1;
} else if (!isInstalled()) {
  console.error('Installing the packages, once: one to three minutes, and 600 MB of disk.');
  const began = Date.now();
  const registry = registryOf();
  const stop = showProgress(began, registry);
  const problem = await install(registry);
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

if (!process.exitCode && process.argv.length > 2) await run(process.argv.slice(2));

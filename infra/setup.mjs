// Runs before `npm start` and `npm test` with whatever Node is on PATH and with no package installed:
// a fresh clone needs no other step.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);

/** The lock file that npm wrote at the last install says what is installed. */
function isInstalled() {
  try {
    const wanted = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')).packages;
    const found = JSON.parse(readFileSync(new URL('node_modules/.package-lock.json', root), 'utf8')).packages;
    return Object.entries(wanted).every(
      ([path, entry]) => path === '' || entry.optional || entry.version === found[path]?.version,
    );
  } catch {
    return false;
  }
}

if (!isInstalled()) {
  console.log('Installing packages (only before the first run) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
}

import type { FileImport } from './read-imports.ts';
import { homes, layers, values, withoutPackages } from './rules.ts';

/** What is wrong with an import, in a sentence; nothing if it may be. */
export function brokenRules({ file, target, typeOnly }: FileImport): string[] {
  const from = folderOf(file);
  const said = `${file} imports ${typeOnly ? 'a type' : 'a value'} from ${target}`;
  if (file.startsWith('infra/local/'))
    return target.startsWith('src/') ? [`${said}: infra/local stands alone`] : [];
  if (!file.startsWith('src/') && !file.startsWith('functions/')) return [];
  if (/^(?:infra|test)\//.test(target)) return [`${said}: src knows nothing of infra and test`];
  if (target.startsWith('functions/')) return [`${said}: nothing imports a Lambda's entry`];
  if (target.startsWith('src/')) {
    if (typeOnly) return isBelow(from, folderOf(target)) ? [] : [`${said}: that is above it`];
    return isAllowed(from, target) ? [] : [said];
  }
  if (withoutPackages.includes(from) && !typeOnly && !target.startsWith('node:')) return [said];
  const home = homes.find(({ packages }) => packages.test(target));
  if (home === undefined) return [];
  const may = typeOnly ? [...home.values, ...home.types] : home.values;
  return may.includes('*') || may.some((each) => isIn(each, file)) ? [] : [said];
}

function isAllowed(from: string, target: string): boolean {
  const allowed = values[from];
  if (allowed === undefined) return false;
  return folderOf(target) === from || allowed.some((each) => isIn(each, target));
}

/** A Lambda's entry stands above all; a single file of `src` has types of its own alone. */
function isBelow(from: string, target: string): boolean {
  if (from.startsWith('functions/') || from === target || target.endsWith('.ts')) return true;
  return layers.includes(from) && layers.indexOf(from) < layers.indexOf(target);
}

/** Whether a file is the one that is named, or in the folder that is. */
function isIn(place: string, file: string): boolean {
  const path = file.replace(/^src\//, '');
  return path === place || path.startsWith(`${place}/`);
}

/** The row of a file: `src/commands/scale.ts` → `commands`; `src/config.ts` → `config.ts`; a Lambda's is its own path. */
function folderOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'src' ? second : file;
}

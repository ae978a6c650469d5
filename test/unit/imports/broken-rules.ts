import type { FileImport } from './read-imports.ts';
import { folders, homes, withoutPackages } from './rules.ts';

/** What is wrong with an import, in a sentence; nothing if it may be. */
export function brokenRules({ file, target, typeOnly }: FileImport): string[] {
  const from = folderOf(file);
  const said = `${file} imports ${typeOnly ? 'a type' : 'a value'} from ${target}`;
  if (file.startsWith('infra/local/'))
    return target.startsWith('src/') ? [`${said}: infra/local stands alone`] : [];
  if (!file.startsWith('src/') && !file.startsWith('functions/')) return [];
  if (/^(?:infra|test)\//.test(target)) return [`${said}: src knows nothing of infra and test`];
  if (target.startsWith('functions/')) return [`${said}: nothing imports a Lambda's entry`];
  if (target.startsWith('src/')) return typeOnly || isAllowed(from, target) ? [] : [said];
  return [
    ...homes
      .filter(({ packages }) => packages.test(target))
      .slice(0, 1)
      .filter(({ values, types }) => {
        const may = typeOnly ? [...values, ...types] : values;
        return !may.includes(from) && !may.includes('*');
      })
      .map(() => said),
    ...(withoutPackages.includes(from) && !typeOnly && !target.startsWith('node:') ? [said] : []),
  ];
}

function isAllowed(from: string, target: string): boolean {
  const path = target.slice('src/'.length);
  const allowed = folders[from];
  if (allowed === undefined) return false;
  return folderOf(target) === from || allowed.some((each) => path === each || path.startsWith(`${each}/`));
}

/** The row of a file: `src/commands/scale.ts` → `commands`; `src/config.ts` → `config.ts`; a Lambda's is its own path. */
function folderOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'src' ? second : file;
}

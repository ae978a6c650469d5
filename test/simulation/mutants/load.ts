import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { mutants } from './mutants.ts';

/** Puts a planted fault into the source as it is loaded. Call it before anything of src is imported. Throws if its place is not there, or not once. */
export function plantMutant(name: string): void {
  const mutant = mutants.find((each) => each.name === name);
  if (mutant === undefined) throw new Error(`There is no mutant ${name}.`);
  const url = new URL(`../../../src/${mutant.file}`, import.meta.url).href;
  if (readFileSync(fileURLToPath(url), 'utf8').split(mutant.from).length !== 2) {
    throw new Error(`${mutant.file} does not have what ${name} replaces exactly once.`);
  }
  registerHooks({
    load(loaded, context, next) {
      const result = next(loaded, context);
      if (loaded !== url) return result;
      return { ...result, source: String(result.source).replace(mutant.from, mutant.to) };
    },
  });
}

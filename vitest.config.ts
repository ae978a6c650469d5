import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest files begin first: on a fresh checkout they would else be the last, and all others wait for them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => /\/(faults|simulate)\.test\.ts$/.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

// Two cores, and files that wait as often as they work: one more than cores keeps both busy.
export default defineConfig({
  test: {
    globalSetup: ['test/build-once.ts'],
    include: ['test/{unit,flow,browser,infra}/**/*.test.ts'],
    // What tests start finds its code compiled and its types removed: a third of what a script's start takes.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/node', import.meta.url)) },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is polled for is there at once on a quiet machine; on a busy one a second is little.
    expect: { poll: { timeout: 20_000 } },
    isolate: false,
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
  },
});

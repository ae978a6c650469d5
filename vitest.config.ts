import { defineConfig } from 'vitest/config';

// Two cores, and files that wait as often as they work: one more than cores keeps both busy.
export default defineConfig({
  test: {
    globalSetup: ['test/build-once.ts'],
    include: ['test/{unit,flow,browser,infra}/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 3,
  },
});

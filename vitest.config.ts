import { defineConfig } from 'vitest/config';

// Two cores: more files side by side only slow each other down.
export default defineConfig({
  test: {
    globalSetup: ['test/build-once.ts'],
    include: ['test/{unit,flow,browser,infra}/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['{console,server,contracts,demo,packs,sdk}/**/*.test.ts'],
          exclude: ['**/*.db.test.ts', '**/*.long.test.ts', '**/node_modules/**'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'db',
          include: ['server/**/*.db.test.ts'],
          globalSetup: ['server/testing/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Half of the time a test waits for an engine's disk.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/**/*.e2e.test.ts'],
          globalSetup: ['test/prepared-data.ts'],
          setupFiles: ['test/leave-nothing.ts'],
          testTimeout: 600_000,
          hookTimeout: 300_000,
          // Two at once take as long: each fills both cores.
          fileParallelism: false,
        },
      },
      { test: { name: 'long', include: ['test/long/**/*.long.ts'], testTimeout: 3_600_000, hookTimeout: 300_000, fileParallelism: false } },
      {
        test: {
          name: 'long-db',
          include: ['server/**/*.long.test.ts'],
          globalSetup: ['server/testing/global-setup.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      { test: { name: 'architecture', include: ['test/architecture.test.ts'], testTimeout: 120_000 } },
    ],
  },
});

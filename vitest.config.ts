import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { labelSyllablesPlugin } from './scripts/build/label-syllables.ts';

// `unit`: tests beside their file. `whole`: what crosses folders, in tests/. `browser`: what people see, when all others are done and the machine is free: frames are measured there.
export default defineConfig({
  plugins: [vue(), labelSyllablesPlugin()],
  resolve: {
    // Vite reads the dot of `#common/*.ts` in package.json's imports as any character, and so takes `#common/objects` for a file `obje.ts`.
    alias: [{ find: /^#(common|db|core|modules|server|renderer)\/([^.]+)$/, replacement: `${import.meta.dirname}/$1/$2/index.ts` }],
  },
  test: {
    environment: 'node',
    globalSetup: ['./db/testing/postgres-setup.ts', './tests/browser/testing/sample-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    allowOnly: false,
    passWithNoTests: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['common', 'db', 'core', 'modules', 'server', 'renderer', 'electron', 'installer', 'scripts', 'resources'].map((folder) => `${folder}/**/*.test.ts`),
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

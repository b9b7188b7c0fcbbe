import { defineConfig } from "vitest/config";

/** Journeys in a real Chromium against a running product: `E2E_ORIGIN=http://127.0.0.1:8000 npm run e2e`. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.e2e.ts"],
    environment: "node",
    fileParallelism: false,
    maxConcurrency: 2,
    bail: process.env.E2E_BAIL ? 1 : 0,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

import { base } from '../../jest.base.js'

/** The specs that look at the console in Chromium. They need the built product, and Chromium on the machine. */
export default {
  ...base,
  displayName: 'acceptance in the browser',
  testMatch: ['<rootDir>/src/browser/**/*.browser-spec.ts'],
  testTimeout: 120_000,
  maxWorkers: 1,
}

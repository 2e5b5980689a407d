import { base } from '../../../jest.base.js'

/** The suites on a real server: MONGODB_URL names it. */
export default {
  ...base,
  displayName: 'adapters-mongodb engines',
  testMatch: ['<rootDir>/src/**/*.engine-spec.ts'],
  testTimeout: 120_000,
  maxWorkers: 1,
}

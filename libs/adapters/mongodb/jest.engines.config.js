import { base } from '../../../jest.base.js'

if (!process.env.MONGODB_URL) throw new Error('MONGODB_URL is not set: `infra/native/engines up mongodb`, then `. .native/env`.')

/** The suites on a real server: MONGODB_URL names it. */
export default {
  ...base,
  displayName: 'adapters-mongodb engines',
  testMatch: ['<rootDir>/src/**/*.engine-spec.ts'],
  testTimeout: 120_000,
  maxWorkers: 1,
}

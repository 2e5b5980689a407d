import { base } from '../../../jest.base.js'

/** The suite on a real broker: KAFKA_BROKERS names it. */
export default {
  ...base,
  displayName: 'adapters-kafka engines',
  testMatch: ['<rootDir>/src/**/*.engine-spec.ts'],
  testTimeout: 120_000,
  maxWorkers: 1,
}

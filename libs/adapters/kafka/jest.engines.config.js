import { base } from '../../../jest.base.js'

if (!process.env.KAFKA_BROKERS)
  throw new Error('KAFKA_BROKERS is not set: `infra/native/engines up kafka`, then `. .native/env`.')

/** The suite on a real broker: KAFKA_BROKERS names it. */
export default {
  ...base,
  displayName: 'adapters-kafka engines',
  testMatch: ['<rootDir>/src/**/*.engine-spec.ts'],
  testTimeout: 120_000,
  maxWorkers: 1,
  // A client that was cut off goes on trying for a minute.
  forceExit: true,
}

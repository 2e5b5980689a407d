import { base } from '../../jest.base.js'

const isDistributed = process.env.SPOC_ACCEPTANCE === 'distributed'

/** The specs that know only what everybody knows of the product, on the profile that SPOC_ACCEPTANCE names. They need the built product. */
export default {
  ...base,
  displayName: 'acceptance',
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  // Company accounts with every case on the embedded profile; distributed/two-replicas plays the whole flow where it runs over replicas.
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(isDistributed ? ['embedded', 'company'] : ['distributed']).map((one) => `<rootDir>/src/${one}/`),
  ],
  testTimeout: 180_000,
  maxWorkers: isDistributed ? 1 : 2,
  testSequencer: '<rootDir>/../../jest.longest-first.js',
}

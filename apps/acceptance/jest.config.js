import { base } from '../../jest.base.js'

const isDistributed = process.env.SPOC_ACCEPTANCE === 'distributed'

/** The specs that know only what everybody knows of the product, on the profile that SPOC_ACCEPTANCE names. They need the built product. */
export default {
  ...base,
  displayName: 'acceptance',
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', `<rootDir>/src/${isDistributed ? 'embedded' : 'distributed'}/`],
  testTimeout: 180_000,
  maxWorkers: isDistributed ? 1 : 2,
}

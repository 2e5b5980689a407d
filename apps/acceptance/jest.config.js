import { base } from '../../jest.base.js'

/** The specs that know only what everybody knows of the product, on the profile that SPOC_ACCEPTANCE names. They need the built product. */
export default {
  ...base,
  displayName: 'acceptance',
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    ...(process.env.SPOC_ACCEPTANCE === 'distributed' ? ['<rootDir>/src/embedded/'] : []),
  ],
  testTimeout: 180_000,
  maxWorkers: process.env.SPOC_ACCEPTANCE === 'distributed' ? 1 : 2,
}

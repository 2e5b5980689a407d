import { base } from '../../jest.base.js'

/** What is quick and needs nothing but Node and the built product; part of `npm test`. */
export default {
  ...base,
  displayName: 'acceptance smoke',
  testMatch: ['<rootDir>/src/**/*.smoke-spec.ts'],
  testTimeout: 120_000,
}

import { base } from '../../jest.base.js'

/** What runs long and by hand, each to its own verdict; docs/operations says how. It needs the built product. */
export default {
  ...base,
  displayName: 'acceptance campaign',
  testMatch: ['<rootDir>/src/**/*.campaign-spec.ts'],
  testTimeout: 7_200_000,
  maxWorkers: 1,
}

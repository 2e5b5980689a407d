import { base } from '../../jest.base.js'

const isDistributed = process.env.SPOC_ACCEPTANCE === 'distributed'

/** What runs long and by hand, each to its own verdict; docs/operations says how. It needs the built product. */
export default {
  ...base,
  displayName: 'acceptance campaign',
  testMatch: ['<rootDir>/src/**/*.campaign-spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', `<rootDir>/src/${isDistributed ? 'schemathesis' : 'distributed'}/`],
  testTimeout: 7_200_000,
  maxWorkers: 1,
}

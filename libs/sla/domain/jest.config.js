import { base } from '../../../jest.base.js'

// The gate walks more: `--globals`.
export default { ...base, displayName: 'sla-domain', globals: { walkedCases: 5_000 } }

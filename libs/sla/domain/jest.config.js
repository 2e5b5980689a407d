import { base } from '../../../jest.base.js'

// Told here, since a domain knows no environment, and neither do its specs.
const walkedCases = Number(process.env.WALKED_CASES ?? 5_000)
if (!(walkedCases > 0)) throw new Error('WALKED_CASES is to be a number of cases.')

export default { ...base, displayName: 'sla-domain', globals: { walkedCases } }

import { base } from '../../../jest.base.js'

export default { ...base, displayName: 'adapters-eventstoredb', testTimeout: 30_000 }

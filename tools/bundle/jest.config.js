import { base } from '../../jest.base.js'

export default { ...base, displayName: 'bundle', testMatch: ['<rootDir>/*.spec.js'] }

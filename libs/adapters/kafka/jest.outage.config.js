import { fileURLToPath } from 'node:url'
import engines from './jest.engines.config.js'

/** Kills the engine that infra/native has started and starts it again: nothing else may use it meanwhile. */
export default {
  ...engines,
  displayName: 'adapters-kafka outage',
  testMatch: ['<rootDir>/src/**/*.outage-spec.ts'],
  testTimeout: 300_000,
  globals: { enginesScript: fileURLToPath(new URL('../../../infra/native/engines', import.meta.url)) },
}

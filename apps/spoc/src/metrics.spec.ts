import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { metricsReference } from '@spoc/platform-nest'
import { contexts } from './contexts.js'

describe('the metrics', () => {
  it('are described, one by one, in the reference', () =>
    expect(readFileSync(join(__dirname, '../../../docs/reference/metrics.md'), 'utf8')).toBe(metricsReference(contexts)))
})

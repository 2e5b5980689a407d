import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readModelsReference } from '@spoc/platform-nest'
import { contexts } from './contexts.js'

describe('the reference of read models', () => {
  it('is what the projectors say', () =>
    expect(readFileSync(join(__dirname, '../../../docs/reference/read-models.md'), 'utf8')).toBe(readModelsReference(contexts)))
})

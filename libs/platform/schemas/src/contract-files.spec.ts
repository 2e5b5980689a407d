import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { contractFiles, CONTRACTS } from './contract-files.js'

const root = join(__dirname, '../../../..')

/** Run `npm run contracts` where one of these fails, and look at what has changed for those who read them. */
describe('the contracts for others', () => {
  const made = contractFiles(root)

  it.each([...made.keys()])('%s is what the types say', (file) =>
    expect(readFileSync(join(root, file), 'utf8')).toBe(made.get(file)),
  )

  it('have no file that nothing is published for', () => {
    const kept = readdirSync(join(root, CONTRACTS), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    expect(kept.filter((file) => !made.has(file))).toEqual([])
  })
})

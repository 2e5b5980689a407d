// `npm run contracts`: writes the contracts for others from the types as they are now; a test compares them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CONTRACTS, contractFiles } from '../libs/platform/schemas/dist/index.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const files = contractFiles(root)
rmSync(join(root, CONTRACTS), { recursive: true, force: true })
for (const [file, text] of files) {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}
console.log(`${files.size} files written.`)

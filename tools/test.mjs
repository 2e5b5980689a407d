// `npm test`: everything that needs nothing but Node. Builds first, since some specs start the built product.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'

build()
const root = fileURLToPath(new URL('..', import.meta.url))
const jest = fileURLToPath(new URL('../node_modules/jest/bin/jest.js', import.meta.url))
const { status } = spawnSync(process.execPath, [jest, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
process.exit(status ?? 1)

// Builds what `npm start` runs, step by step and only where something has changed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stampFile = join(root, 'dist', 'built')
const steps = [
  { name: 'services and libraries', made: 'apps/spoc/dist/main.js', run: [binary('tsc'), '-b', ...appsWithServices()] },
  { name: 'programs', made: 'dist/spoc.js', run: [join(root, 'tools/bundle/bundle.mjs')] },
  {
    name: 'console',
    made: 'apps/console/dist/index.html',
    run: [binary('vite'), 'build', '--logLevel', 'warn'],
    in: 'apps/console',
  },
]

export function build({ force = false } = {}) {
  const stamp = stampOfSources()
  if (
    !force &&
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === stamp &&
    steps.every(({ made }) => existsSync(join(root, made)))
  )
    return
  const began = performance.now()
  steps.forEach(({ name, run, in: folder = '.' }, index) => {
    process.stdout.write(`Building ${name} (${index + 1} of ${steps.length}) … `)
    const started = performance.now()
    const { status } = spawnSync(process.execPath, run, { cwd: join(root, folder), stdio: ['ignore', 'inherit', 'inherit'] })
    if (status !== 0) {
      process.stdout.write(`\nThe build of the ${name} failed.\n`)
      process.exit(1)
    }
    process.stdout.write(`${seconds(started)}\n`)
  })
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, stamp)
  process.stdout.write(`Built in ${seconds(began)}; unchanged sources are not built again.\n`)
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

function binary(command) {
  const { bin } = JSON.parse(
    readFileSync(join(root, 'node_modules', command === 'tsc' ? 'typescript' : command, 'package.json'), 'utf8'),
  )
  return join(root, 'node_modules', command === 'tsc' ? 'typescript' : command, typeof bin === 'string' ? bin : bin[command])
}

function appsWithServices() {
  return readdirSync(join(root, 'apps'))
    .map((app) => join(root, 'apps', app, 'tsconfig.lib.json'))
    .filter((file) => existsSync(file) && !file.includes('console'))
}

/** Names, sizes and times of every source: cheap to ask, and different whenever a file was written. */
function stampOfSources() {
  const hash = createHash('sha256')
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (['node_modules', 'dist', 'out-tsc', 'golden'].includes(entry.name) || entry.name.startsWith('.')) continue
      const path = join(folder, entry.name)
      if (entry.isDirectory()) visit(path)
      else {
        const { size, mtimeMs } = statSync(path)
        hash.update(`${path}\n${size}\n${mtimeMs}\n`)
      }
    }
  }
  for (const folder of ['apps', 'libs']) visit(join(root, folder))
  for (const file of [
    'package-lock.json',
    'tsconfig.base.json',
    'tools/build.mjs',
    'tools/bundle/bundle.mjs',
    'tools/bundle/shapes.mjs',
  ])
    hash.update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build({ force: process.argv.includes('--force') })

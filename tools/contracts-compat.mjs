// `npm run contracts:check [-- ‹commit›]`: refuses a change of what is published that would break those who rely on it. Compared with the
// commit that is named; else with where this branch left main; on main itself, with the commit before.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { CONTRACTS, contractChanges, schemaFiles } from '../libs/platform/schemas/dist/index.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const git = (...args) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'pipe'] }).trim()
const known = (commit) => {
  try {
    return git('rev-parse', '--verify', '--quiet', `${commit}^{commit}`)
  } catch (error) {
    if (error.status !== 1) throw error
    return undefined
  }
}

function base() {
  const named = process.argv[2]
  if (named !== undefined) return git('rev-parse', '--verify', `${named}^{commit}`)
  const main = ['main', 'origin/main'].find(known)
  const left = main && git('merge-base', 'HEAD', main)
  return left !== undefined && left !== known('HEAD') ? left : known('HEAD^')
}

function schemasAt(commit) {
  const files = git('ls-tree', '-r', '--name-only', commit, '--', CONTRACTS)
    .split('\n')
    .filter((file) => file.endsWith('.schema.json'))
  return new Map(files.map((file) => [file.slice(CONTRACTS.length + 1), JSON.parse(git('show', `${commit}:${file}`))]))
}

const commit = base()
const before = commit === undefined ? new Map() : schemasAt(commit)
if (before.size === 0)
  console.log(`Nothing was published ${commit === undefined ? 'before' : `at ${commit.slice(0, 10)}`}: nothing can break.`)
else {
  const changes = contractChanges(before, schemaFiles(root))
  const breaking = changes.filter(({ is }) => is === 'breaking')
  for (const { is, where, what } of changes) console.log(`${is === 'breaking' ? 'REFUSED' : 'told'}  ${where} ${what}.`)
  console.log(
    `${before.size} schemas compared with ${commit.slice(0, 10)}: ${breaking.length} breaking changes, ${changes.length - breaking.length} others.`,
  )
  if (breaking.length > 0) {
    console.log(
      'What is published stays: write a new version of the event (v2, with an upcaster), or raise the version of the projector.',
    )
    process.exitCode = 1
  }
}

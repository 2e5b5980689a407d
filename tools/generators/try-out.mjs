// Makes a context and a slice in a copy of this workspace and looks at what is left to do: it type-checks, lints, and one spec fails.
//   node tools/generators/try-out.mjs [--keep]
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const copy = mkdtempSync(join(tmpdir(), 'spoc-try-out-'))
const leftOut = ['node_modules', '.git', '.nx', '.native', 'coverage', 'data', 'data-demo', 'data-dev']

/** Everything but the packages, with its times, so that nothing is compiled again that has not changed; the packages by links. */
function copyWorkspace() {
  const filter = (path) => !leftOut.includes(basename(path))
  for (const name of readdirSync(root).filter((one) => filter(one)))
    cpSync(join(root, name), join(copy, name), { recursive: true, filter, preserveTimestamps: true, verbatimSymlinks: true })
  const packages = join(root, 'node_modules')
  mkdirSync(join(copy, 'node_modules', '@spoc'), { recursive: true })
  for (const name of readdirSync(packages).filter((one) => one !== '@spoc' && one !== 'spoc' && one !== '.package-lock.json'))
    symlinkSync(join(packages, name), join(copy, 'node_modules', name))
  for (const name of readdirSync(join(packages, '@spoc'))) link(`@spoc/${name}`, readlinkSync(join(packages, '@spoc', name)))
  link('spoc', readlinkSync(join(packages, 'spoc')))
}

/** As `npm install` links a library of the workspace. */
function link(name, target) {
  symlinkSync(target, join(copy, 'node_modules', name))
}

function run(what, module, args, { mayFail = false } = {}) {
  const began = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', module), ...args], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_WORKSPACE_ROOT_PATH: copy },
    maxBuffer: 64 * 1024 * 1024,
  })
  console.log(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
  if (status !== 0 && !mayFail) throw new Error(`${what} failed:\n${stdout}\n${stderr}`)
}

/** Every spec that names all contexts or all routes, and those of the new one. */
function failedSpecs() {
  const report = join(copy, 'report.json')
  const suites = ['libs/remarks/', 'libs/platform/catalogue/', 'compose.spec', 'libs/audit/', 'apps/spoc/', 'every-route']
  run('specs', 'jest/bin/jest.js', ['--json', `--outputFile=${report}`, ...suites], { mayFail: true })
  const { testResults, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'))
  if (numRuntimeErrorTestSuites > 0)
    throw new Error(`Suites that cannot run:\n${testResults.map(({ message }) => message).join('\n')}`)
  return testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status !== 'passed')
}

try {
  copyWorkspace()
  run('nx g spoc:context remarks', 'nx/dist/bin/nx.js', ['g', 'spoc:context', 'remarks', '--skipInstall'])
  for (const layer of ['contracts', 'domain', 'feature']) link(`@spoc/remarks-${layer}`, `../../libs/remarks/${layer}`)
  run('nx g spoc:slice remarks pin-remark', 'nx/dist/bin/nx.js', ['g', 'spoc:slice', 'remarks', 'pin-remark'])
  run('types', 'typescript/bin/tsc', ['-b'])
  run('lint', 'eslint/bin/eslint.js', [
    'libs/remarks',
    'libs/platform/catalogue',
    'libs/audit/feature',
    'apps/spoc',
    'apps/works',
    'apps/acceptance',
    '--max-warnings',
    '0',
  ])
  run('prettier', 'prettier/bin/prettier.cjs', [
    '--check',
    'libs/remarks/**/src/**/*.ts',
    'libs/{platform/catalogue,audit/feature}/src/**/*.ts',
    'apps/*/src/**/*.ts',
  ])
  const failed = failedSpecs()
  console.log(failed.map(({ fullName, failureMessages: [message] }) => `${fullName}\n${message}`).join('\n'))
  const [only, ...more] = failed
  if (more.length > 0 || only?.fullName !== 'pin remark records remark-pinned, by whom and why')
    throw new Error(`One spec was to fail, and its name to say what is to be written; ${failed.length} failed.`)
  console.log('One spec fails, as it should: it says what is to be written.')
} finally {
  if (process.argv.includes('--keep')) console.log(`Kept: ${copy}`)
  else rmSync(copy, { recursive: true, force: true })
}

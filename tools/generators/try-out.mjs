// Follows docs/guides/add-a-capability.md in a copy of this workspace. What its commands generate type-checks and lints, and two specs
// fail; with the files that it has one type, none does.
//   node tools/generators/try-out.mjs [--keep]
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
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

function run(what, module, args, options) {
  runFile(what, join(root, 'node_modules', module), args, options)
}

function runFile(what, file, args, { mayFail = false } = {}) {
  const began = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_WORKSPACE_ROOT_PATH: copy },
    maxBuffer: 64 * 1024 * 1024,
  })
  console.log(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
  if (status !== 0 && !mayFail) throw new Error(`${what} failed:\n${stdout}\n${stderr}`)
}

function check(...folders) {
  run('types', 'typescript/bin/tsc', ['-b'])
  run('lint', 'eslint/bin/eslint.js', [...folders, '--max-warnings', '0'])
  run('prettier', 'prettier/bin/prettier.cjs', ['--check', ...folders.map((folder) => `${folder}/**/src/**/*.ts`)])
}

function failedSpecs(...suites) {
  const report = join(copy, 'report.json')
  run('specs', 'jest/bin/jest.js', ['--json', `--outputFile=${report}`, ...suites], { mayFail: true })
  const { testResults, numRuntimeErrorTestSuites, numPassedTests } = JSON.parse(readFileSync(report, 'utf8'))
  if (numRuntimeErrorTestSuites > 0 || numPassedTests === 0)
    throw new Error(`Suites that cannot run:\n${testResults.map(({ message }) => message).join('\n')}`)
  const failed = testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status !== 'passed')
  console.log(failed.map(({ fullName, failureMessages: [message] }) => `${fullName}\n${message}`).join('\n'))
  return failed.map(({ fullName }) => fullName)
}

function mustBe(what, found, wanted) {
  if (found.join('\n') !== wanted.join('\n'))
    throw new Error(`${what}: ${found.join(', ') || 'none'}, and not ${wanted.join(', ') || 'none'}.`)
}

try {
  copyWorkspace()
  const page = readFileSync(join(root, 'docs/guides/add-a-capability.md'), 'utf8')
  const [context, slice] = [...page.matchAll(/^npx nx (g spoc:.*)$/gm)].map(([, command]) => command)
  run(context, 'nx/dist/bin/nx.js', [...context.split(' '), '--skipInstall'])
  for (const layer of ['contracts', 'domain', 'feature']) link(`@spoc/remarks-${layer}`, `../../libs/remarks/${layer}`)
  run(slice, 'nx/dist/bin/nx.js', slice.split(' '))
  check('libs/remarks', 'libs/platform/catalogue', 'libs/audit/feature', 'apps/spoc', 'apps/routing', 'apps/acceptance')
  runFile('contracts', join(copy, 'tools/contracts.mjs'), [])
  const first = failedSpecs('libs/remarks/', 'libs/audit/', 'apps/spoc/', 'every-route', 'compose.spec')
  const undecided = 'settle remark records remark-settled, by whom and why'
  const unheard =
    'the folds of every context, over every golden event (LAWS_SEED=1) remarks has a fold to which each of them matters'
  mustBe('Specs that fail once it is generated', first.sort(), [undecided, unheard])
  for (const [, path, text] of page.matchAll(/^```ts (\S+)\n(.*?)^```$/gms)) writeFileSync(join(copy, path), text)
  check('libs/remarks')
  mustBe('Specs that fail once it is typed', failedSpecs('libs/remarks/', 'apps/spoc/'), [])
  console.log('Two specs failed, and said what was to be written; with what the page says, none does.')
} finally {
  if (process.argv.includes('--keep')) console.log(`Kept: ${copy}`)
  else rmSync(copy, { recursive: true, force: true })
}

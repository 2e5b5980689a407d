import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Run {
  readonly url: string
  readonly seed: number
  /** Who calls. */
  readonly headers: Readonly<Record<string, string>>
  /** Drawn at random, of every operation. */
  readonly cases: number
  /** Whether the edges of every rule that is described are gone through before: as many cases as there are edges. */
  readonly edges: boolean
  /** Operations that are not called, e.g. `POST /api/v1/clock`. */
  readonly leftOut: readonly string[]
  /** What hooks.py is told. */
  readonly told: string
}

export interface Outcome {
  /** How many requests were answered with each status. */
  readonly statuses: Readonly<Record<string, number>>
  /** Nothing, or what schemathesis found, in its own words. */
  readonly found: string
}

export interface Schemathesis {
  readonly version: string
  run(run: Run): Promise<Outcome>
  remove(): Promise<void>
}

/** What it looks at by itself and is of no use here: our own routes' rules say more than a document can, and their specs look at them. */
const CHECKS_LEFT_OUT = [
  'not_a_server_error',
  'negative_data_rejection',
  'positive_data_acceptance',
  'missing_required_header',
  'unsupported_method',
  'allow_header_conformance',
  'use_after_free',
  'ensure_resource_availability',
  'ignored_auth',
  'object_level_authorization',
]

/** Schemathesis as pinned in requirements.txt: of the virtual environment that has it, or installed for now. Needs Python 3.10 or later. */
export async function openSchemathesis(environment?: string): Promise<Schemathesis> {
  const folder = await mkdtemp(join(tmpdir(), 'spoc-schemathesis-'))
  const bin = (name: string) => join(environment ?? join(folder, 'venv'), 'bin', name)
  if (environment === undefined) {
    await succeed('python3', ['-m', 'venv', join(folder, 'venv')])
    await succeed(bin('pip'), ['install', '--quiet', '--disable-pip-version-check', '-r', join(__dirname, 'requirements.txt')])
  }
  const [, version = ''] = /version (\S+)/.exec((await succeed(bin('st'), ['--version'])).text) ?? []

  return {
    version,
    async run({ url, seed, headers, cases, edges, leftOut, told }) {
      const own = await mkdtemp(join(folder, 'run-'))
      const [toldFile, tallyFile] = [join(own, 'told.json'), join(own, 'tally.json')]
      await writeFile(toldFile, told)
      const args = [
        ...['run', `${url}/openapi.json`, '--seed', String(seed), '--max-examples', String(cases)],
        ...['--phases', edges ? 'coverage,fuzzing' : 'fuzzing'],
        ...['--exclude-checks', CHECKS_LEFT_OUT.join(), '--continue-on-failure', '--generation-database', 'none', '--no-color'],
        ...['--warnings', 'off', '--suppress-health-check', 'all', '--request-timeout', '60'],
        ...leftOut.flatMap((operation) => ['--exclude-name', operation]),
        ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
      ]
      const { code, text } = await runProgram(bin('st'), args, own, {
        SCHEMATHESIS_HOOKS: join(__dirname, 'hooks.py'),
        SPOC_FUZZ_TOLD: toldFile,
        SPOC_FUZZ_TALLY: tallyFile,
      })
      const statuses = JSON.parse(await readFile(tallyFile, 'utf8')) as Record<string, number>
      return { statuses, found: code === 0 ? '' : text }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function succeed(command: string, args: readonly string[]) {
  const ended = await runProgram(command, args, tmpdir())
  if (ended.code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${ended.code}:\n${ended.text}`)
  return ended
}

function runProgram(command: string, args: readonly string[], cwd: string, environment: Readonly<Record<string, string>> = {}) {
  return new Promise<{ readonly code: number | null; readonly text: string }>((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
    const said: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, text: Buffer.concat(said).toString() }))
  })
}

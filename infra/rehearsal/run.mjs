// node infra/rehearsal/run.mjs <embedded|distributed> [options]: kills the platform again and again under load, and judges what is left.
// The campaign is a process of its own group: Ctrl-C at the terminal reaches this one alone, which tells it to end with what it knows.
import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from '../../tools/build.mjs'

const usage = `node infra/rehearsal/run.mjs embedded|distributed [options]
  --kills <number>    so many, or as many as that in each service and engine (500, 100)
  --seed <number>     what chance decides; a new one unless told
  --named <number>    of so many kills of a process, one at a named point (2)
  --together <number> distributed: so many are killed in one turn, each at a moment of its own (1)
  --only <name>       distributed: this service or engine alone; may be given more than once
  --compare <number>  compare read models with the log after so many turns (50; 0: at the end alone)
Distributed wants KAFKA_BROKERS and MONGODB_URL, and SPOC_ACCEPTANCE_ENGINES to kill these too: see infra/native/README.md.
Ctrl-C ends it with a verdict on what was done so far; a second one ends it at once.`

const usual = { embedded: '500', distributed: '100' }

function wanted() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        kills: { type: 'string' },
        seed: { type: 'string', default: String(Date.now() % 100_000_000) },
        named: { type: 'string', default: '2' },
        together: { type: 'string', default: '1' },
        only: { type: 'string', multiple: true, default: [] },
        compare: { type: 'string', default: '50' },
      },
    })
    const [profile] = positionals
    if (positionals.length !== 1 || !Object.hasOwn(usual, profile)) throw new Error('Which profile?')
    const { named, together, seed, compare } = values
    const numbers = { kills: values.kills ?? usual[profile], named, together, seed, compare }
    for (const [name, text] of Object.entries(numbers))
      if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} wants a number, not ${text}.`)
    if (Number(together) < 1) throw new Error('--together wants 1 or more.')
    if (Number(named) < 2) throw new Error('--named wants 2 or more: each death at a named point follows one at a random moment.')
    const plan = Object.fromEntries(Object.entries(numbers).map(([name, text]) => [name, Number(text)]))
    return { profile, only: values.only, ...plan }
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`)
    process.exit(2)
  }
}

const { profile, ...plan } = wanted()
build()
// What only specs need, no build of the product makes.
const root = fileURLToPath(new URL('../..', import.meta.url))
const compiler = [`${root}node_modules/typescript/bin/tsc`, '-b', 'apps/acceptance']
if (spawnSync(process.execPath, compiler, { cwd: root, stdio: 'inherit' }).status !== 0) process.exit(1)
const campaign = spawn(process.execPath, [fileURLToPath(new URL('campaign.mjs', import.meta.url)), JSON.stringify(plan)], {
  detached: true,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, SPOC_ACCEPTANCE: profile },
})
let asked = false
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    // The whole group: what the campaign has started goes with it.
    if (asked) process.kill(-campaign.pid, 'SIGKILL')
    else campaign.kill('SIGTERM')
    asked = true
  })
campaign.once('exit', (code) => process.exit(code ?? 1))

import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from '../../tools/build.mjs'
import { entry } from './entry.mjs'
import { eventstore } from './eventstore.mjs'
import { kafka } from './kafka.mjs'
import { mongodb } from './mongodb.mjs'
import { alone, folder, portsOf } from './places.mjs'
import { endProcess, runningOf } from './processes.mjs'
import { portsOfService, service, serviceNames } from './service.mjs'
import { up } from './up.mjs'

const engines = [eventstore, kafka, mongodb]
const parts = ['entry', ...[...serviceNames].reverse(), ...engines.map(({ name }) => name).reverse()]

const usage = `services up                 the whole platform, distributed: engines, five services, one entry
services down               all of them, in order
services restart <service>  one service, in order, on the same ports
services kill <service>     one service, as a power cut would; \`up\` starts it again
services status             what runs
EVENTSTORE_URL, KAFKA_BROKERS and MONGODB_URL name engines to be used; one that is not named is started here.
Options of the product (SPOC_CLOCK, SPOC_LOG_LEVEL, SMTP_URL …) are passed on. Everything is in ${folder}.`

/** What must be the same at every start: made once, for its owner alone to read. */
function secrets() {
  const file = join(folder, 'secrets.json')
  if (!existsSync(file)) {
    const made = {
      SPOC_MASTER_KEY: randomBytes(32).toString('base64'),
      SPOC_ADMIN_EMAIL: 'admin@spoc.localhost',
      SPOC_ADMIN_PASSWORD: randomBytes(12).toString('base64url'),
    }
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}

async function enginesUp() {
  const addresses = {}
  for (const engine of engines) {
    const [variable] = Object.keys(engine.variables({}))
    if (!process.env[variable]) await up(engine)
    const value = process.env[variable] || engine.variables(runningOf(engine.name).ports)[variable]
    addresses[variable] = variable === 'MONGODB_URL' ? inDatabase(value) : value
  }
  return addresses
}

/** The product wants the database's name in the address. */
function inDatabase(url) {
  const whole = new URL(url)
  if (whole.pathname.length < 2) whole.pathname = '/spoc'
  return whole.toString()
}

async function everything() {
  const { port } = runningOf('entry')?.ports ?? (await portsOf('entry', ['port']))
  const url = `http://127.0.0.1:${port}`
  const ports = {}
  for (const name of serviceNames) ports[name] = (await portsOfService(name)).http
  const environment = { SPOC_PUBLIC_URL: url, ...secrets(), ...(await enginesUp()) }
  return { url, services: serviceNames.map((name) => service(name, environment)), entry: entry(port, ports) }
}

function oneOf([name]) {
  if (serviceNames.includes(name)) return name
  throw new Error(`There is no service ${name}; there are ${serviceNames.join(', ')}.`)
}

const commands = {
  async up() {
    build()
    const all = await everything()
    for (const one of all.services) await up(one)
    await up(all.entry)
    const { SPOC_ADMIN_EMAIL, SPOC_ADMIN_PASSWORD } = secrets()
    console.log(`\n  SPOC is ready:  ${all.url}`)
    console.log(
      `  API reference:  ${all.services.map(({ name }) => `${name} http://127.0.0.1:${runningOf(name).ports.http}/docs`).join('\n                  ')}`,
    )
    console.log(`  Mail is taken:  smtp://127.0.0.1:${runningOf('intake').ports.smtp}`)
    console.log(`  Sign in as:     ${SPOC_ADMIN_EMAIL}  ${SPOC_ADMIN_PASSWORD}`)
  },
  async down() {
    for (const name of parts) if (await endProcess(name)) console.log(`${name} has ended`)
  },
  async restart(wanted) {
    const name = oneOf(wanted)
    const { services } = await everything()
    await endProcess(name)
    await up(services.find((one) => one.name === name))
  },
  async kill(wanted) {
    const name = oneOf(wanted)
    console.log((await endProcess(name, 'SIGKILL')) ? `${name} is killed` : `${name} does not run`)
  },
  async status() {
    for (const name of [...parts].reverse()) {
      const running = runningOf(name)
      console.log(
        running ? `${name}: runs, pid ${running.pid}, ports ${Object.values(running.ports).join(' ')}` : `${name}: does not run`,
      )
    }
  },
}

const [command = '', ...wanted] = process.argv.slice(2)
if (!Object.hasOwn(commands, command)) {
  console.error(usage)
  process.exitCode = 2
} else {
  await alone(() => commands[command](wanted)).catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alertmanager } from './alertmanager.mjs'
import { kafka } from './kafka.mjs'
import { mongodb } from './mongodb.mjs'
import { alone, folder } from './places.mjs'
import { endProcess, runningOf, signal } from './processes.mjs'
import { up } from './up.mjs'

const engines = [kafka, mongodb, alertmanager]
const usual = ['kafka', 'mongodb']
const names = engines.map(({ name }) => name)

const usage = `engines up [engine…]      start them (${usual.join(', ')} unless told) and await that they are ready
engines down [engine…]    end them, all unless told, in order
engines restart <engine>  end it in order, start it again on the same data and port
engines kill <engine>     end it as a power cut would (SIGKILL); up starts it again on the same data
engines freeze <engine>   stop it where it stands (SIGSTOP): it is there, and answers nothing
engines thaw <engine>     let it go on (SIGCONT)
engines status            what runs
Engines: ${names.join(', ')}. Data, logs, process ids and \`env\` are in ${folder}.`

function pick(wanted, otherwise) {
  const unknown = wanted.find((name) => !names.includes(name))
  if (unknown !== undefined) throw new Error(`There is no engine ${unknown}; there are ${names.join(', ')}.`)
  return engines.filter(({ name }) => (wanted.length > 0 ? wanted : otherwise).includes(name))
}

/** `env` names the engines that run, for `. .native/env` in a shell or for a script to read. */
function writeEnv() {
  const lines = engines.flatMap((engine) => {
    const running = runningOf(engine.name)
    return running === undefined
      ? []
      : Object.entries(engine.variables(running.ports)).map(([name, value]) => `export ${name}='${value}'`)
  })
  writeFileSync(join(folder, 'env'), lines.map((line) => `${line}\n`).join(''))
  return lines
}

const commands = {
  async up(wanted) {
    for (const engine of pick(wanted, usual)) await up(engine)
    for (const line of writeEnv()) console.log(line)
    console.log(`. ${join(folder, 'env')}`)
  },
  async down(wanted) {
    for (const { name } of pick(wanted, names)) if (await endProcess(name)) console.log(`${name} has ended`)
    writeEnv()
  },
  async restart(wanted) {
    for (const engine of pick(wanted, [])) {
      await endProcess(engine.name)
      await up(engine)
    }
    writeEnv()
  },
  async kill(wanted) {
    for (const { name } of pick(wanted, []))
      console.log((await endProcess(name, 'SIGKILL')) ? `${name} is killed` : `${name} does not run`)
  },
  async freeze(wanted) {
    for (const { name } of pick(wanted, []))
      console.log(signal(name, 'SIGSTOP') ? `${name} is frozen` : `${name} does not run`)
  },
  async thaw(wanted) {
    for (const { name } of pick(wanted, []))
      console.log(signal(name, 'SIGCONT') ? `${name} goes on` : `${name} does not run`)
  },
  async status() {
    for (const { name, variables } of engines) {
      const running = runningOf(name)
      const where = running && Object.values(variables(running.ports)).join(' ')
      console.log(running ? `${name}: runs, pid ${running.pid}, ${where}` : `${name}: does not run`)
    }
  },
}

const [command = '', ...wanted] = process.argv.slice(2)
if (!Object.hasOwn(commands, command) || (['restart', 'kill', 'freeze', 'thaw'].includes(command) && wanted.length === 0)) {
  console.error(usage)
  process.exitCode = 2
} else {
  await alone(() => commands[command](wanted)).catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}

import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { folderOf } from './places.mjs'

const pause = (ms) => new Promise((resume) => setTimeout(resume, ms))
const recordOf = (engine) => join(folderOf(engine), 'process.json')
export const logOf = (engine) => join(folderOf(engine), 'output.log')

/** When a process began, as the system tells it: with the pid it names one process for good. Empty where there is none. */
function beginOf(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'lstart=,stat=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  const [, begin, state] = /^(.*\S)\s+(\S+)$/.exec(stdout.trim()) ?? []
  return state === undefined || state.startsWith('Z') ? '' : begin
}

/** The engine's process as it was started here, where it still runs. */
export function runningOf(engine) {
  if (!existsSync(recordOf(engine))) return undefined
  const record = JSON.parse(readFileSync(recordOf(engine), 'utf8'))
  return record.begin !== '' && beginOf(record.pid) === record.begin ? record : undefined
}

/** Starts a process that outlives this one, its output in the engine's log, and resolves once `ready` answers true. */
export async function startProcess(engine, { command, args, env, ports, ready, withinMs }) {
  const begin = existsSync(logOf(engine)) ? statSync(logOf(engine)).size : 0
  const log = openSync(logOf(engine), 'a')
  const child = spawn(command, args, {
    cwd: folderOf(engine),
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, ...env },
  })
  closeSync(log)
  let failure
  child.once('error', (error) => (failure = error.message))
  child.once('exit', (code, signal) => (failure ??= `it ended with ${signal ?? code}`))
  child.unref()
  if (child.pid !== undefined) {
    writeFileSync(recordOf(engine), JSON.stringify({ pid: child.pid, begin: beginOf(child.pid), ports }))
  }
  const giveUpAt = Date.now() + withinMs
  while (!(await ready(readFileSync(logOf(engine)).subarray(begin).toString()))) {
    if (failure === undefined && Date.now() > giveUpAt) failure = `it was not ready within ${withinMs / 1000} s`
    if (failure !== undefined) {
      await endProcess(engine, 'SIGKILL')
      throw new Error(`${engine} did not start: ${failure}. Its last words:\n${lastLines(engine)}`)
    }
    await pause(100)
  }
}

/** Gives the engine's process a signal; false where none runs. */
export function signal(engine, name) {
  const record = runningOf(engine)
  if (record !== undefined) process.kill(record.pid, name)
  return record !== undefined
}

/** Ends the engine's process and awaits its end; SIGTERM is followed by SIGKILL after 20 s. False where none runs. */
export async function endProcess(engine, signal = 'SIGTERM') {
  const record = runningOf(engine)
  if (record === undefined) return false
  const harderAt = Date.now() + 20_000
  process.kill(record.pid, signal)
  while (runningOf(engine) !== undefined) {
    if (Date.now() > harderAt) process.kill(record.pid, 'SIGKILL')
    await pause(50)
  }
  rmSync(recordOf(engine), { force: true })
  return true
}

/** Runs a command to its end, its output shown only where it fails. */
export function run(command, args, cwd) {
  try {
    execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: 600_000 })
  } catch (error) {
    throw new Error(`\`${command} ${args.join(' ')}\` failed: ${error.stderr || error.stdout || error.message}`, { cause: error })
  }
}

export function isInstalled(command) {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0
}

/** Installs a Debian package. */
export function installFromDebian(name) {
  if (!isInstalled('apt-get') || process.getuid?.() !== 0)
    throw new Error(`${name} is missing: install it by your package manager.`)
  console.log(`  apt-get install ${name} (Debian's archive)`)
  run('apt-get', ['update', '-qq'])
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name])
}

export function accepts(port) {
  return new Promise((answer) => {
    const socket = connect({ port, host: '127.0.0.1' })
    socket.setTimeout(1000, () => socket.destroy())
    socket.once('connect', () => socket.end(() => answer(true)))
    socket.once('error', () => answer(false))
    socket.once('close', () => answer(false))
  })
}

function lastLines(engine) {
  return readFileSync(logOf(engine), 'utf8').split('\n').slice(-20).join('\n')
}

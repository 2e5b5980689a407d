import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePorts, isFree } from './ports.mjs'

/** The folder that this file is in. */
export const here = fileURLToPath(new URL('.', import.meta.url))

/** All data, logs and process ids: SPOC_NATIVE_DIR, or `.native` in the checkout. Nothing outside it is written. */
export const folder = resolve(process.env.SPOC_NATIVE_DIR ?? join(here, '../../.native'))

export function folderOf(engine) {
  const path = join(folder, engine)
  mkdirSync(path, { recursive: true })
  return path
}

/** A template beside this file, its `@names@` filled in, written into the engine's folder. */
export function fillIn(engine, template, values) {
  const text = readFileSync(join(here, engine, template), 'utf8')
  const filled = text.replace(/@(\w+)@/g, (name, key) => values[key] ?? name)
  writeFileSync(join(folderOf(engine), template), filled)
}

/** The ports an engine has: the same as the last time where they are still free, so that its clients find it again. */
export async function portsOf(engine, names) {
  const path = join(folderOf(engine), 'ports.json')
  const known = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  const ports = {}
  for (const name of names) {
    if (known[name] && (await isFree(known[name]))) ports[name] = known[name]
    else [ports[name]] = await freePorts(1)
  }
  writeFileSync(path, JSON.stringify(ports))
  return ports
}

/** Runs `work` while no other call of this script works on the same folder. */
export async function alone(work) {
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, 'lock')
  const giveUpAt = Date.now() + 180_000
  while (!takeLock(lock)) {
    if (Date.now() > giveUpAt) throw new Error(`Another call holds ${lock}; remove it if that call is gone.`)
    await new Promise((resume) => setTimeout(resume, 200))
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function takeLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    const holder = holderOf(lock)
    if (holder > 0 && !exists(holder)) rmSync(lock, { force: true })
    return false
  }
}

/** 0 where it was released meanwhile. */
function holderOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'))
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    return 0
  }
}

function exists(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

// Ports of 127.0.0.1 for programs that are about to be started.
//   node infra/native/ports.mjs [how many]   prints them, one a line
import { randomInt } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where Linux says which ports it gives to outgoing connections by itself. */
const GIVEN_BY_THE_KERNEL = '/proc/sys/net/ipv4/ip_local_port_range'
const LOWEST = 10_000
const HIGHEST = 65_000
/** One file a port that was given: who starts, kills and starts again may rely on it for so long. */
const notes = join(tmpdir(), 'spoc-ports')
const KEPT_MS = 6 * 60 * 60_000

/**
 * So many different ports of 127.0.0.1 that nothing listens on, that the kernel gives to no connection, and that no other process that
 * asks here is given within six hours: a port is often told to others long before its program listens, and is free while it is restarted.
 */
export async function freePorts(count) {
  // Everybody on the machine takes part.
  if (mkdirSync(notes, { recursive: true }) !== undefined) chmodSync(notes, 0o1777)
  const [from, to] = widestGap()
  const found = []
  for (let attempt = 0; found.length < count; attempt++) {
    if (attempt > 1_000 + 10 * count) throw new Error(`No ${count} free ports found between ${from} and ${to}.`)
    const port = randomInt(from, to)
    if (isOurs(port) && (await isFree(port))) found.push(port)
  }
  return found
}

/** True where nothing listens on this port of 127.0.0.1 now. */
export function isFree(port) {
  return new Promise((answer) => {
    const server = createServer()
    server.once('error', () => answer(false))
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)))
  })
}

/** The more of what is below and what is above the kernel's own. */
function widestGap() {
  const [first, last] = kernelsOwn()
  const below = [LOWEST, Math.max(first, LOWEST)]
  const above = [Math.min(last + 1, HIGHEST), HIGHEST]
  const [from, to] = below[1] - below[0] > above[1] - above[0] ? below : above
  // A kernel that gives all of them leaves nothing to choose.
  return to - from < 1_000 ? [LOWEST, HIGHEST] : [from, to]
}

function kernelsOwn() {
  try {
    return readFileSync(GIVEN_BY_THE_KERNEL, 'utf8').trim().split(/\s+/).map(Number)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
    // The range set aside for it, where the system does not tell.
    return [49_152, 65_535]
  }
}

/** Notes that the port is given. One of our own whose time is over is let go, and is there for who asks next. */
function isOurs(port) {
  const note = join(notes, String(port))
  try {
    writeFileSync(note, '', { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    const { mtimeMs = Infinity, uid } = statSync(note, { throwIfNoEntry: false }) ?? {}
    if (Date.now() - mtimeMs > KEPT_MS && uid === process.getuid?.()) rmSync(note, { force: true })
    return false
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const ports = await freePorts(Number(process.argv[2] ?? 1))
  console.log(ports.join('\n'))
}

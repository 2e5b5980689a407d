// `npm run dev`: the platform and its console as they are being written, on a data folder of its own, ./data-dev, with the demonstration.
// A change in a library or a service is compiled alone, not type-checked, and the platform started again; one in the console is seen at once.
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformFile } from '@swc/core'
import { watch } from 'chokidar'
import { swc } from '../jest.base.js'
import { build } from './build.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const AFTER_THE_LAST_CHANGE_MS = 50
const GOODBYE_WITHIN_MS = 10_000
const port = process.env.SPOC_HTTP_PORT ?? '3000'
const environment = { ...process.env, SPOC_DATA_DIR: join(root, 'data-dev'), SPOC_HTTP_PORT: port }
const say = (line) => process.stdout.write(`[dev] ${line}\n`)

let platform
let ending = false

/** The platform's process, one at a time: a data folder belongs to one. */
function start(changedAt) {
  const child = spawn(process.execPath, ['--enable-source-maps', 'apps/spoc/dist/main.js'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment,
  })
  platform = child
  child.stdout.on('data', (text) => {
    process.stdout.write(text)
    if (changedAt !== undefined && String(text).includes('SPOC is ready'))
      say(`Live ${((Date.now() - changedAt) / 1000).toFixed(1)} s after the change.`)
  })
  child.on('exit', (code) => {
    if (platform === child && code !== 0 && code !== null && !ending)
      say('The platform has ended; the next change starts it again.')
  })
}

/** Told to end, and ended; killed where that takes too long. */
async function stopped(child) {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const impatience = setTimeout(() => child.kill('SIGKILL'), GOODBYE_WITHIN_MS)
  await gone
  clearTimeout(impatience)
}

/** `libs/works/domain/src/life/plan-work.ts` → `libs/works/domain/dist/life/plan-work.js` */
const builtFrom = (source) => source.replace(/^((?:apps|libs\/[^/]+)\/[^/]+)\/src\//, '$1/dist/').replace(/\.ts$/, '.js')

async function compile(source) {
  const { code } = await transformFile(join(root, source), { ...swc, module: { type: 'es6' } })
  const target = join(root, builtFrom(source))
  // What is compiled here is not what a build would have made: the next one begins anew, whatever becomes of the change.
  const project = source
    .split('/')
    .slice(0, source.startsWith('libs/') ? 3 : 2)
    .join('/')
  for (const stamp of ['dist/built', `${project}/dist/tsconfig.lib.tsbuildinfo`]) rmSync(join(root, stamp), { force: true })
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, code)
}

/** What has changed since the platform was started last, and whether it is gone. */
const changed = new Map()
let working = Promise.resolve()
let soon

async function takeUp(changedAt) {
  if (ending || changed.size === 0) return
  const files = [...changed]
  changed.clear()
  try {
    for (const [source, isGone] of files)
      await (isGone ? rmSync(join(root, builtFrom(source)), { force: true }) : compile(source))
  } catch (error) {
    say(`${error.message}\nThe platform runs on as it was.`)
    return
  }
  say(`${files.map(([source]) => source).join(', ')}`)
  await stopped(platform)
  if (!ending) start(changedAt)
}

function notice(path, isGone) {
  changed.set(relative(root, path), isGone)
  const changedAt = Date.now()
  clearTimeout(soon)
  soon = setTimeout(() => {
    working = working.then(() => takeUp(changedAt))
  }, AFTER_THE_LAST_CHANGE_MS)
}

const isLeftOut = (path, stats) =>
  /\/(node_modules|dist|out-tsc|golden|test)(\/|$)|\/apps\/(console|acceptance|cli)(\/|$)/.test(path) ||
  (stats?.isFile() === true && (!/\/src\/.*\.ts$/.test(path) || /[.-]spec\.ts$/.test(path)))

build()
start()
const vite = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), '--clearScreen', 'false'], {
  cwd: join(root, 'apps/console'),
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, SPOC_PUBLIC_URL: `http://127.0.0.1:${port}` },
})
const watcher = watch([join(root, 'apps'), join(root, 'libs')], { ignored: isLeftOut, ignoreInitial: true })
  .on('add', (path) => notice(path, false))
  .on('change', (path) => notice(path, false))
  .on('unlink', (path) => notice(path, true))

async function end() {
  if (ending) return
  ending = true
  clearTimeout(soon)
  await Promise.all([watcher.close(), working])
  await Promise.all([stopped(platform), stopped(vite)])
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end)

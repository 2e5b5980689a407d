import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { day } from './day.js'
import { Stage, type Place } from './stage.js'

const DAY_MS = 24 * 3_600_000

export interface DemoOptions {
  /** The file of the platform to run. */
  readonly main: string
  readonly folder: string
  readonly httpPort: number
  readonly smtpPort: number
  readonly say: (line: string) => void
}

/**
 * Plays a day at a provider on a platform of its own: the clock begins a day ago, goes from one event to the next, and when it has come to the
 * present it goes on with the machine's time. The platform keeps running until this process is told to stop.
 */
export async function runDemo({ main, folder, httpPort, smtpPort, say }: DemoOptions): Promise<void> {
  if (existsSync(folder)) {
    say(`Removing the demonstration that was in ${folder}.`)
    await rm(folder, { recursive: true })
  }
  const began = Date.now() - DAY_MS
  const platform = spawn(process.execPath, ['--enable-source-maps', main], {
    stdio: 'inherit',
    env: {
      ...process.env,
      SPOC_DATA_DIR: folder,
      SPOC_HTTP_PORT: String(httpPort),
      SPOC_SMTP_PORT: String(smtpPort),
      SPOC_MAIL_DOMAIN: 'nordlicht.example',
      SPOC_CLOCK: 'controlled',
      SPOC_CLOCK_START: new Date(began).toISOString(),
      SPOC_DEMO: 'on',
      SPOC_LOG_LEVEL: process.env['SPOC_LOG_LEVEL'] ?? 'warn',
    },
  })
  const ended = new Promise<number>((resolve) => platform.once('exit', (code) => resolve(code ?? 1)))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => platform.kill(signal))
  const played = play({ url: `http://127.0.0.1:${httpPort}`, folder, smtpPort, began, say })
  const outcome = await Promise.race([ended, played.then(() => 'played' as const)]).catch((error: unknown) => {
    platform.kill('SIGTERM')
    throw error
  })
  if (outcome !== 'played') throw new Error(`The platform ended with ${outcome} before the day was over.`)
  say('')
  say(
    `The day is over, and time goes on. Look at it: http://127.0.0.1:${httpPort} (how to sign in stands in ${folder}/sign-in.json). Ctrl-C ends it.`,
  )
  process.exitCode = await ended
}

async function play({
  url,
  folder,
  smtpPort,
  began,
  say,
}: {
  url: string
  folder: string
  smtpPort: number
  began: number
  say: (line: string) => void
}) {
  const place: Place = { url, smtpPort, mailDomain: 'nordlicht.example', people: await people(folder) }
  const stage = new Stage(place)
  for (const { minute, tells, does } of day) {
    const at = new Date(began + minute * 60_000).toISOString()
    await stage.moveTo(at)
    say(`${at.slice(11, 16)}  ${tells}`)
    await does(stage)
  }
  await stage.moveTo(new Date(began + DAY_MS - 60_000).toISOString())
  await stage.post('admin@nordlicht.example', '/api/v1/clock', { to: new Date().toISOString() })
}

/** The sign-ins stand in the folder once the platform is furnished. */
async function people(folder: string): Promise<Place['people']> {
  const end = performance.now() + 120_000
  for (;;) {
    const text = await readFile(`${folder}/sign-in.json`, 'utf8').catch(() => undefined)
    const kept = text === undefined ? undefined : (JSON.parse(text) as { furnished: boolean; people: Place['people'] })
    if (kept?.furnished === true) return kept.people
    if (performance.now() > end) throw new Error('The platform was not furnished within two minutes.')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

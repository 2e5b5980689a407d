import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '@spoc/platform-testing'
import { theRun } from './profile.js'

export interface ProgramDescription {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  /** All that it sees of the environment, beside where programs are found. */
  readonly env: Readonly<Record<string, string>>
  /** Where its output goes, one file a program. */
  readonly folder: string
  /** Asked until it answers true. */
  readonly isReady: () => Promise<boolean>
}

/** Long for a machine that does nothing else, and not for one that does. */
const START_WITHIN_MS = 600_000

/** One process of the product or an engine of it, that can be started, killed and started again on the same ports and data. */
export class Program {
  private child: ChildProcess | undefined

  constructor(private readonly about: ProgramDescription) {}

  get name(): string {
    return this.about.name
  }

  get pid(): number | undefined {
    return this.child?.pid
  }

  get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null
  }

  /** Everything that it has printed, over all its lives. */
  get output(): string {
    return readFileSync(this.logFile, 'utf8')
  }

  async start(): Promise<void> {
    this.spawn()
    if (!(await this.isUp())) throw new Error(`${this.name} has ended. Its last words:\n${this.output.slice(-4_000)}`)
  }

  /** Resolves to true once it is ready, to false where it has ended before. */
  async isUp(): Promise<boolean> {
    await eventually(
      `${this.name} is ready`,
      async () => !this.isRunning || (await this.about.isReady()),
      (over) => over,
      START_WITHIN_MS,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${this.output.slice(-4_000)}`)
    })
    return this.isRunning
  }

  /** Starts it without waiting for anything; `more` is what this life of it sees of the environment beside the usual. */
  spawn(more: Readonly<Record<string, string>> = {}): void {
    const { command, args, env, folder } = this.about
    const log = openSync(this.logFile, 'a')
    const { PATH = '', HOME = '' } = process.env
    this.child = spawn(command, args, { cwd: folder, env: { PATH, HOME, ...env, ...more }, stdio: ['ignore', log, log] })
    closeSync(log)
    this.child.once('error', (error) => writeFileSync(this.logFile, `${error.message}\n`, { flag: 'a' }))
    const note = theRun().pids === undefined ? undefined : join(theRun().pids ?? '', String(this.child.pid))
    if (note !== undefined) {
      writeFileSync(note, this.name)
      this.child.once('exit', () => rmSync(note, { force: true }))
    }
  }

  /** As a power cut of the process would end it. */
  async kill(): Promise<void> {
    await this.end('SIGKILL')
  }

  /** Resolves to true once it has ended, to false where it has not within the time. */
  async hasEnded(withinMs: number): Promise<boolean> {
    const { child } = this
    if (child === undefined || !this.isRunning) return true
    const enough = AbortSignal.timeout(withinMs)
    return once(child, 'exit', { signal: enough }).then(
      () => true,
      () => !this.isRunning,
    )
  }

  /** Stops it where it stands: it is there, and does nothing until it is resumed. */
  pause(): void {
    this.child?.kill('SIGSTOP')
  }

  resume(): void {
    this.child?.kill('SIGCONT')
  }

  /** Tells it to end in order, and waits for nothing. */
  ask(): void {
    this.child?.kill('SIGTERM')
  }

  /** In order; tells the exit code, and how long it took. */
  async stop(): Promise<{ readonly code: number | null; readonly tookMs: number }> {
    const began = performance.now()
    const code = await this.end('SIGTERM')
    return { code, tookMs: performance.now() - began }
  }

  async restart(): Promise<void> {
    await this.stop()
    await this.start()
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const { child } = this
    if (child === undefined || !this.isRunning) return child?.exitCode ?? null
    const exit = once(child, 'exit')
    child.kill(signal)
    const harder = setTimeout(() => child.kill('SIGKILL'), 20_000)
    await exit
    clearTimeout(harder)
    return child.exitCode
  }

  private get logFile(): string {
    return join(this.about.folder, `${this.about.name}.log`)
  }
}

/** True where the address answers 2xx. */
export function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => {
      await response.arrayBuffer()
      return response.ok
    },
    () => false,
  )
}

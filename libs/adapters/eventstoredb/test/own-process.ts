import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type * as Esdb from '@eventstore/db-client'

/** What work in a process of its own is given, since it may close over nothing. */
export interface Given {
  readonly esdb: typeof Esdb
  readonly connectionStrings: readonly string[]
  /** Tells the spec, at once. */
  readonly tell: (what: unknown) => void
  /** Resolves once the condition holds. */
  readonly until: (holds: () => boolean | Promise<boolean>) => Promise<void>
}

export interface OwnProcess {
  /** What it told, grows. */
  readonly told: unknown[]
  /** Exit code, once it has ended. */
  readonly ended: Promise<number | null>
}

/**
 * Runs work on the bare client in a process of its own, for what would end the process or spoil the client for every spec. It ends with the
 * work; the spec's own process goes on meanwhile, the doubles in it too.
 */
export function inOwnProcess(work: (given: Given) => Promise<void>, ...connectionStrings: readonly string[]): OwnProcess {
  const source = `
    const { setTimeout: pause } = require('node:timers/promises')
    const given = {
      esdb: require('@eventstore/db-client'),
      connectionStrings: ${JSON.stringify(connectionStrings)},
      tell: (what) => console.log(JSON.stringify(what, (_, value) => (typeof value === 'bigint' ? String(value) : value))),
      until: async (holds) => { while (!(await holds())) await pause(2) },
    }
    ;(${work.toString()})(given).then(() => process.exit(0))`
  const child = spawn(process.execPath, ['-e', source], { cwd: __dirname, stdio: ['ignore', 'pipe', 'ignore'], timeout: 20_000 })
  const told: unknown[] = []
  createInterface({ input: child.stdout }).on('line', (line) => told.push(JSON.parse(line)))
  return { told, ended: new Promise((resolve) => child.on('close', (code) => resolve(code))) }
}

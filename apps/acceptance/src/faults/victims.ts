import { execFile } from 'node:child_process'
import type { KillPoint } from '@spoc/platform-kernel'
import type { Platform } from '../platform/platform.js'
import { theRun } from '../platform/profile.js'
import type { Program } from '../platform/program.js'
import { POINTS_OF } from './deaths.js'

/** What can be killed and started again on what it has kept. */
export interface Victim {
  readonly name: string
  /** A process of the product, which can also be made to die at a named point, each of these. */
  readonly service?: { readonly program: Program; readonly points: readonly KillPoint[] }
  kill(): Promise<void>
  start(): Promise<void>
}

const WITHIN_MS = 300_000

/** Every process of the product, the engines that are processes of this run, and those that the run may kill: SPOC_ACCEPTANCE_ENGINES says how. */
export function victimsOf({ services, engines, profile }: Platform): readonly Victim[] {
  const script = profile === 'distributed' ? theRun().enginesScript : undefined
  const external = script === undefined ? [] : (['kafka', 'mongodb'] as const).map((name) => nativeEngine(name, script))
  return [...services.map(({ program }) => serviceOf(program)), ...engines, ...external]
}

function serviceOf(program: Program): Victim {
  const { name } = program
  return {
    name,
    service: { program, points: POINTS_OF[name] ?? [] },
    kill: () => program.kill(),
    start: () => program.start(),
  }
}

/** An engine that infra/native has started for this run. */
export interface NativeEngine extends Victim {
  /** It is there, and answers nothing. */
  freeze(): Promise<void>
  thaw(): Promise<void>
}

export function nativeEngine(name: 'kafka' | 'mongodb', script = theRun().enginesScript): NativeEngine {
  if (script === undefined) throw new Error('SPOC_ACCEPTANCE_ENGINES does not name the script that started the engines.')
  const tell = (command: string) =>
    new Promise<void>((resolve, reject) =>
      execFile(script, [command, name], { timeout: WITHIN_MS }, (error, stdout, stderr) =>
        error === null ? resolve() : reject(new Error(`engines ${command} ${name}: ${stdout}${stderr}`)),
      ),
    )
  return { name, kill: () => tell('kill'), start: () => tell('up'), freeze: () => tell('freeze'), thaw: () => tell('thaw') }
}

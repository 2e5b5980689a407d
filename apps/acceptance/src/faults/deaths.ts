import { channelOf, KILL_POINTS, type KillPoint } from '@spoc/platform-kernel'
import { built } from '../platform/built.js'

const everyProcess: readonly KillPoint[] = ['fold', 'before-swap', 'swap', 'start', 'goodbye']
const writes: readonly KillPoint[] = ['after-append', 'relay', 'before-offset']
const sealsPersonal: readonly KillPoint[] = ['key-made', 'key']

/** The named points that each process comes to under the load. Alone on its data folder, a process needs no lease. */
export const POINTS_OF: Readonly<Record<string, readonly KillPoint[]>> = {
  spoc: (Object.keys(KILL_POINTS) as KillPoint[]).filter((point) => point !== 'lease'),
  intake: [...everyProcess, ...writes, ...sealsPersonal, 'claim', 'mail', 'lease'],
  routing: [...everyProcess, ...writes, ...sealsPersonal, 'alarm', 'delivery', 'lease'],
  'sla-monitor': [...everyProcess, ...writes, 'alarm', 'lease'],
  works: ['start', 'goodbye', 'before-swap', 'swap', 'lease'],
  reporting: [...everyProcess, 'lease'],
}

/** The contexts whose read models each process keeps. */
export const CONTEXTS_OF: Readonly<Record<string, readonly string[]>> = {
  spoc: ['directory', 'identity', 'intake', 'routing', 'notification', 'sla', 'works', 'reporting', 'audit'],
  intake: ['directory', 'identity', 'intake'],
  routing: ['routing', 'notification'],
  'sla-monitor': ['sla'],
  works: ['works'],
  reporting: ['reporting', 'audit'],
}

/** At most so many passings are let go by: each process comes by as often within seconds. */
const MOST_PASSINGS: Readonly<Record<KillPoint, number>> = {
  'after-append': 40,
  'before-offset': 12,
  relay: 12,
  alarm: 4,
  delivery: 6,
  claim: 2,
  'key-made': 6,
  key: 6,
  mail: 1,
  fold: 30,
  'before-swap': 1,
  swap: 1,
  lease: 2,
  start: 1,
  goodbye: 1,
}

/** The death of a process at the named point, the moment it passes it for the nth time in its life. */
export interface Death {
  readonly point: KillPoint
  readonly passing: number
}

export function deathAt(point: KillPoint, random: () => number): Death {
  return { point, passing: 1 + Math.floor(random() * MOST_PASSINGS[point]) }
}

/** What a process must see of the environment to die so. */
export function environmentOf({ point, passing }: Death): Readonly<Record<string, string>> {
  return {
    NODE_OPTIONS: `--import ${built('infra/rehearsal/dies-at.mjs')}`,
    DIES_AT: channelOf(point),
    DIES_AT_PASSING: String(passing),
  }
}

/** The last words of a process that died so. */
export function lastWordsOf({ point, passing }: Death): string {
  return `Dies at ${channelOf(point)}, passing ${passing}.`
}

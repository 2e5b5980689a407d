import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KillPoint } from '@spoc/platform-kernel'
import { root } from '../platform/built.js'
import { theRun } from '../platform/profile.js'
import { CLAIMS } from './claims.js'
import { countOf } from './counting.js'
import { seeded } from './seeded.js'
import type { Turn } from './rehearsal.js'
import { Stage, type Seen } from './stage.js'
import { victimsOf, type Victim } from './victims.js'

export interface CampaignPlan {
  readonly seed: number
  /** Embedded: so many. Distributed: so many of each service and engine. */
  readonly kills: number
  /** Of so many kills of a process one is at a named point: 2 or more. */
  readonly named: number
  /** So many victims are killed in one turn, each at a moment of its own; distributed alone has more than one. */
  readonly together: number
  /** Of these alone, where any is named. */
  readonly only: readonly string[]
  /** Read models are compared with the log after so many turns; 0: at the end alone. */
  readonly compare: number
  readonly stop: AbortSignal
  readonly say: (line: string) => void
}

/** Clients at once, and commands before each turn. */
const PACE = { embedded: { writers: 3, commands: 6 }, distributed: { writers: 1, commands: 2 } } as const
const HISTORIES = 20
const TOLD_EVERY = 10
const EXAMPLES = 5

/** One long rehearsal: tells how it goes, its figures and its verdict; resolves to whether nothing speaks against any claim. */
export async function campaign({ seed, kills, named, together, only, compare, stop, say }: CampaignPlan): Promise<boolean> {
  const { profile } = theRun()
  const commit = execFileSync('git', ['describe', '--always', '--dirty', '--exclude', '*'], {
    cwd: root,
    encoding: 'utf8',
  }).trim()
  const how = `one of ${named} named${profile === 'embedded' ? '' : `, ${together} together`}`
  say(`Campaign ${profile}: seed ${seed}, commit ${commit}, ${kills} kills${profile === 'embedded' ? '' : ' of each'}, ${how}.`)
  const began = performance.now()
  const { writers, commands } = PACE[profile]
  const pace = { commands, ...(compare > 0 ? { compareEvery: compare } : {}) }
  const stage = await Stage.set({ seed, writers, pace, histories: HISTORIES })
  const { load, rehearsal } = stage
  const since = () => `${((performance.now() - began) / 60_000).toFixed(1)} min`
  const keep = async () => {
    const into = join(tmpdir(), `spoc-rehearsal-${seed}`)
    await stage.keep(into)
    say(`What is left of it is kept in ${into}.`)
  }
  try {
    load.begin()
    const turns = turnsOf(
      victimsOf(stage.platform).filter(({ name }) => only.length === 0 || only.includes(name)),
      { kills, named, together, random: seeded(seed + 1) },
    )
    const tell = (turn: number) => {
      if (turn % TOLD_EVERY !== 0 && turn !== turns.length) return
      const { length } = rehearsal.kills
      say(
        `${since()}: ${length} kills, ${load.acknowledged.length} acknowledged, ${rehearsal.events} events, ${rehearsal.lost.length} lost.`,
      )
    }
    await rehearsal.play(turns, tell, stop)
    say(`${since()}: the last kill is over; all that is promised falls due, and everything is looked at.`)
    const seen = await stage.look((step) => say(`${since()}: ${step}.`))
    figures(seen, say)
    const isGood = judge(seen, say)
    if (!isGood) await keep()
    say(`Seed ${seed}, commit ${commit}: ${isGood ? 'nothing speaks against it' : 'NOT good'}, after ${since()}.`)
    return isGood
  } catch (error) {
    say(
      `It could not be ended after ${rehearsal.kills.length} kills: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
    )
    await keep()
    return false
  } finally {
    await stage.stop()
  }
}

interface Order extends Pick<CampaignPlan, 'kills' | 'named' | 'together'> {
  readonly random: () => number
}

/**
 * The victims round by round, in an order that chance decides, so many to a turn; who has fewer deaths left is spared now and then, so that all have
 * their last at about the same time. A process of the product dies at a random moment and, every so often, then with no rest at the next of its
 * named points.
 */
function turnsOf(victims: readonly Victim[], { kills, named, together, random }: Order): readonly Turn[] {
  const turns: Turn[] = []
  const done = new Map<string, number>()
  for (let round = 0; ; round += 1) {
    const most = Math.max(...victims.map(({ name }) => kills - (done.get(name) ?? 0)))
    if (most <= 0) return turns
    const open = victims.flatMap((victim, place) => {
      const left = kills - (done.get(victim.name) ?? 0)
      const order = random()
      if (left <= 0 || random() > left / most) return []
      return [{ victim, points: left > 1 ? pointsOf(victim, round + place, named) : [], order }]
    })
    for (const { victim, points } of open) done.set(victim.name, (done.get(victim.name) ?? 0) + 1 + points.length)
    open.sort((one, other) => one.order - other.order)
    for (let first = 0; first < open.length; first += together) turns.push(open.slice(first, first + together))
  }
}

/** Of so many deaths of a process one is at a named point, of these one after the other. */
function pointsOf({ service }: Victim, round: number, named: number): readonly KillPoint[] {
  const points = service?.points ?? []
  const next = round % (named - 1) === 0 ? points[(round / (named - 1)) % points.length] : undefined
  return next === undefined ? [] : [next]
}

function figures(
  { rehearsal: { kills, recoveries, events }, load: { acknowledged }, mails, calls, kept }: Seen,
  say: (line: string) => void,
) {
  const inWords = (counted: ReadonlyMap<string, number>) => [...counted].map(([name, count]) => `${name} ${count}`).join(', ')
  const sorted = [...recoveries].sort((a, b) => a - b)
  const seconds = (share: number) => ((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) / 1000).toFixed(1)
  say(`Kills: ${kills.length} (${inWords(countOf(kills, ({ victim }) => victim))}).`)
  say(`At: ${inWords(countOf(kills, ({ point }) => point ?? 'a random moment'))}.`)
  say(`Acknowledged: ${acknowledged.length} (${inWords(countOf(acknowledged, ({ command }) => command.kind))}).`)
  say(`From a death until it serves again: median ${seconds(0.5)} s, longest ${seconds(1)} s.`)
  say(
    `Events ${kept.events.length}, mails ${mails.length}, webhook calls ${calls.length}, of which came again ${calls.length - new Set(calls.map(({ id }) => id)).size}; ${events} events were followed.`,
  )
}

function judge(seen: Seen, say: (line: string) => void): boolean {
  let isGood = true
  for (const [claim, against] of Object.entries(CLAIMS)) {
    const odd = against(seen)
    if (odd.length > 0) isGood = false
    say(`${odd.length === 0 ? 'yes' : 'NO '}  ${claim}`)
    for (const one of odd.slice(0, EXAMPLES))
      say(`       ${JSON.stringify(one, (_, value) => (typeof value === 'bigint' ? String(value) : value))}`)
    if (odd.length > EXAMPLES) say(`       and ${odd.length - EXAMPLES} more`)
  }
  return isGood
}

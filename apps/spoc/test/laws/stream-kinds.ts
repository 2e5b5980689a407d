import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { upcast, type EventContract, type Fact, type StreamKind } from '@spoc/platform-kernel'
import type { FactsKind } from '@spoc/platform-runtime'
import { contexts } from '../../src/contexts.js'

/** A context as its laws are looked for: nothing of it is named here, all is found by what the context declares and exports. */
export interface LawfulContext {
  readonly name: string
  readonly contract: EventContract
  /** Every fold of a stream that its contracts and its domain export, by the name it is exported under. */
  readonly kinds: readonly FoundKind[]
  /** Every published form of every event, as it was stored then. */
  readonly golden: readonly Fact[]
}

export interface FoundKind {
  readonly name: string
  readonly kind: LawfulKind
}

/** What others may read a stream by says neither whom it is about nor when it wants to be woken. */
export type LawfulKind = FactsKind<unknown> & Partial<Pick<StreamKind<unknown>, 'about' | 'alarms'>>

const libs = join(__dirname, '../../../../libs')

export async function lawfulContexts(): Promise<readonly LawfulContext[]> {
  return Promise.all(
    contexts.map(async ({ automation: { contract } }) => {
      const name = contract.context
      const rooms = await Promise.all(
        ['contracts', 'domain'].map(async (room) => kindsIn(room, (await import(`@spoc/${name}-${room}`)) as Exports)),
      )
      return { name, contract, kinds: rooms.flat(), golden: goldenOf(name) }
    }),
  )
}

/** What is read of a golden event today. */
export function today(contracts: readonly EventContract[], stored: Fact): Fact {
  const { fact, known } = upcast(contracts, stored)
  if (!known) throw new Error(`Nobody knows ${fact.type}, which ${stored.type} is read as.`)
  return fact
}

type Exports = Readonly<Record<string, unknown>>

function kindsIn(room: string, exported: Exports): readonly FoundKind[] {
  return Object.entries(exported).flatMap(([name, value]) => (isKind(value) ? [{ name: `${room}.${name}`, kind: value }] : []))
}

function isKind(value: unknown): value is LawfulKind {
  return (
    typeof value === 'object' &&
    value !== null &&
    'category' in value &&
    'initial' in value &&
    'evolve' in value &&
    typeof value.evolve === 'function'
  )
}

function goldenOf(context: string): readonly Fact[] {
  const folder = join(libs, context, 'contracts/golden')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Fact)
}

import { command, read } from './client.js'
import type { Page } from './page.js'

/** Every context there is; each is asked at the service that runs it. */
export const contexts = [
  'intake',
  'routing',
  'sla',
  'notification',
  'works',
  'directory',
  'identity',
  'reporting',
  'audit',
] as const
export type Context = (typeof contexts)[number]

/** A place in a stream. */
export interface Place {
  readonly stream: string
  readonly revision: number
}

export interface Parked {
  readonly context: Context
  readonly subject: string
  readonly since: string
  readonly error: string
  /** How many inputs wait. */
  readonly waiting: number
  /** The first of them. */
  readonly failed: Place
}

export interface WaitingInput extends Place {
  readonly id: string
  readonly type: string
  readonly position: string
  readonly recordedAt: string
  readonly data: unknown
}

export interface Redriven {
  readonly handled: number
  readonly left: number
}

export interface Rebuild {
  readonly status: 'running' | 'paused' | 'cancelling' | 'cancelled' | 'done' | 'failed'
  readonly swap: boolean
  readonly orderedAt: string
  readonly endedAt?: string
  readonly reached?: string
  readonly error?: string
  readonly verdict?: { readonly documents: number; readonly differing: number; readonly examples: readonly string[] }
}

export interface ReadModel {
  readonly collection: string
  readonly fold: number
  readonly position: string
  readonly head: string
  readonly broken: number
  readonly rebuild?: Rebuild
}

const parkedAt = ({ context, subject }: Pick<Parked, 'context' | 'subject'>) =>
  `/api/v1/parked/${context}/${encodeURIComponent(subject)}`

export const readParked = (context: Context, signal?: AbortSignal) =>
  read<Page<Parked>>(`/api/v1/parked/${context}`, { limit: 200 }, signal)

export const readParkedInputs = (parked: Parked, signal?: AbortSignal) =>
  read<Page<WaitingInput>>(parkedAt(parked), { limit: 200 }, signal)

export const redrive = (parked: Parked, key: string) =>
  command<Redriven>('POST', `${parkedAt(parked)}/redrive`, { body: {}, key })

export const discard = (parked: Parked, reason: string, key: string) =>
  command<Redriven>('POST', `${parkedAt(parked)}/discard`, { body: { ...parked.failed, reason }, key })

export const readReadModels = (context: Context, signal?: AbortSignal) =>
  read<Page<ReadModel>>(`/api/v1/read-models/${context}`, {}, signal)

export type RebuildAct = 'pause' | 'resume' | 'cancel'

const rebuildOf = (context: Context, collection: string) => `/api/v1/read-models/${context}/${collection}/rebuild`

export const orderRebuild = (context: Context, collection: string, swap: boolean, key: string) =>
  command<Rebuild>('POST', rebuildOf(context, collection), { body: { swap }, key })

export const turnRebuild = (context: Context, collection: string, act: RebuildAct, key: string) =>
  command<Rebuild>('POST', `${rebuildOf(context, collection)}/${act}`, { body: {}, key })

import type { Instant } from '@spoc/platform-kernel'
import type { Work } from './work.facts.js'

/** Published read model `works_works`: one document a work, as its events tell it; nothing personal. */
export interface WorkDocument extends Omit<Work, 'is'> {
  readonly _id: string
  readonly state: Work['is']
  /** Neither completed nor cancelled. */
  readonly open: boolean
  /** The affected accounts and service instances, each once. */
  readonly accountIds: readonly string[]
  readonly serviceInstanceIds: readonly string[]
  /** Where the first window begins and the last one ends. */
  readonly firstFrom: Instant
  readonly lastTo: Instant
  readonly plannedAt: Instant
  /** Of the last event. */
  readonly changedAt: Instant
  readonly revision: number
}

/** Restricted read model `works_works_personal`: what people answered in their own words, oldest first. */
export interface WorkAnswersDocument {
  readonly _id: string
  readonly answers: readonly {
    readonly accountId: string
    readonly answer: 'declined' | 'window-proposed'
    readonly reason: string
    readonly at: Instant
  }[]
}

export const WORKS = {
  name: 'works_works',
  indexes: [{ fields: ['firstFrom'] }, { fields: ['open', 'firstFrom'] }, { fields: ['accountIds', 'firstFrom'] }],
  holds: 'view',
  instants: ['firstFrom', 'lastTo', 'plannedAt', 'changedAt'],
} as const
export const WORK_ANSWERS = { name: 'works_works_personal', indexes: [], holds: 'view' } as const

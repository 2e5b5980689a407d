import { address, read, type Query } from './client.js'

export interface Durations {
  readonly count: number
  readonly meanMs?: number
  readonly medianMs?: number
}

export interface Attainment {
  readonly met: number
  readonly breached: number
  readonly running: number
  readonly cancelled: number
  readonly ratio?: number
}

export interface Figures {
  readonly received: number
  readonly byKind?: Readonly<Record<string, number>>
  readonly byPriority?: Readonly<Record<string, number>>
  readonly byChannel?: Readonly<Record<string, number>>
  readonly escalated?: number
  readonly escalations?: number
  readonly attainment?: Readonly<Record<string, Attainment>>
  readonly timeToAcknowledge?: Durations
  readonly timeToRespond?: Durations
  readonly timeToResolve?: Durations
  readonly everResolved?: number
  readonly reopened?: number
  readonly reopenRate?: number
  readonly ended?: number
  readonly backlogAtStart?: number
  readonly backlogAtEnd?: number
}

export interface PeriodReport {
  readonly period: { readonly from: string; readonly to: string; readonly zone?: string }
  readonly total: Figures
  readonly accounts: readonly { readonly accountId?: string; readonly accountName?: string; readonly figures: Figures }[]
}

const PATH = '/api/v1/reports/period'

export const readPeriodReport = (query: Query, signal?: AbortSignal) =>
  read<PeriodReport>(PATH, { ...query, format: 'json' }, signal)

/** An address the browser can download from by itself: the session's cookie goes along. */
export const periodReportCsv = (query: Query) => address(PATH, { ...query, format: 'csv' })

import type { Position } from '@spoc/platform-kernel'
import type { CollectionKind, GuardedWrite } from '@spoc/platform-ports'

/** Where what follows the log writes down how far it has come. */
export const CHECKPOINTS = { name: 'platform_checkpoints', indexes: [], holds: 'view' } as const satisfies CollectionKind

/** How far one of them has come. */
export interface Standing {
  readonly _id: string
  readonly position: string
}

const FOLD = 1

/** The write of it. Guarded by the position itself: a process that was held up, and has been replaced meanwhile, sets nothing back. */
export function standing<More extends object>(_id: string, position: Position, more: More): GuardedWrite<Standing & More>
export function standing(_id: string, position: Position): GuardedWrite<Standing>
export function standing(_id: string, position: Position, more: object = {}): GuardedWrite<Standing> {
  return { id: _id, fold: FOLD, position, document: { _id, position: String(position), ...more } }
}

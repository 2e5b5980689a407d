import { streamKind, type Id, type Instant } from '@spoc/platform-kernel'
import type { RotaEvent, RotaLayer, Swap } from './rota.events.js'

export interface RotaOverride {
  readonly overrideId: Id<'override'>
  readonly personId: Id<'person'>
  readonly from: Instant
  readonly to: Instant
  readonly swap?: Swap
}

export interface Rota {
  readonly name: string
  readonly teamId: Id<'team'>
  readonly zone: string
  /** In order of precedence. */
  readonly layers: readonly RotaLayer[]
  /** In the order they were added: of several at once the last one wins. */
  readonly overrides: readonly RotaOverride[]
}

/** A rota as it stands; `rota` is absent where none was defined. */
export interface RotaFacts {
  readonly rota?: Rota
}

/** Folds `rota-<id>`; leaves alone what it does not know. */
export const rotaFacts = streamKind<RotaFacts, RotaEvent>({
  category: 'rota',
  initial: {},
  evolve: (state, event) => {
    switch (event.type) {
      case 'routing.rota-defined.v1': {
        const { name, teamId, zone, layers } = event.data
        return { rota: { name, teamId, zone, layers, overrides: state.rota?.overrides ?? [] } }
      }
      case 'routing.override-added.v1':
        return withOverrides(state, (overrides) => [...overrides, event.data])
      case 'routing.override-removed.v1':
        return withOverrides(state, (overrides) => overrides.filter(({ overrideId }) => overrideId !== event.data.overrideId))
      default:
        return state
    }
  },
  about: (_, id) => ({ subject: id }),
})

function withOverrides({ rota }: RotaFacts, change: (overrides: readonly RotaOverride[]) => readonly RotaOverride[]): RotaFacts {
  return rota === undefined ? {} : { rota: { ...rota, overrides: change(rota.overrides) } }
}

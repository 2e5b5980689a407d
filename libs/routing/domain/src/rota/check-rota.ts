import { refuse, type Id, type Refusal } from '@spoc/platform-kernel'
import type { RotaLayer, TurnLength } from '@spoc/routing-contracts'
import { checkRestriction } from '../duty/check-restriction.js'
import { readDate, readTime } from '../duty/local-text.js'
import { isZone } from '../duty/zone-clock.js'
import type { DefineRota } from './define-rota.js'

export interface RotaGrounds {
  readonly personExists: (personId: Id<'person'>) => boolean
  readonly teamExists: (teamId: Id<'team'>) => boolean
}

/** The first thing that is wrong with a rota, or nothing. */
export function checkRota(rota: DefineRota, grounds: RotaGrounds): Refusal | undefined {
  if (rota.name.trim() === '') return refuse('name-missing', 'A rota has a name.', 'name')
  if (!grounds.teamExists(rota.teamId)) return refuse('team-unknown', 'There is no such team.', 'teamId')
  if (!isZone(rota.zone)) return refuse('zone-unknown', 'There is no such IANA time zone.', 'zone')
  if (rota.layers.length === 0) return refuse('layer-missing', 'A rota has at least one layer.', 'layers')
  const twice = rota.layers.findIndex(({ name }, index) => rota.layers.findIndex((layer) => layer.name === name) < index)
  if (twice >= 0) return refuse('layer-name-twice', 'Another layer has this name.', `layers[${twice}].name`)
  return first(rota.layers.map((layer, index) => checkLayer(layer, `layers[${index}]`, grounds)))
}

function checkLayer(layer: RotaLayer, field: string, { personExists }: RotaGrounds): Refusal | undefined {
  const { name, participants, startDate, endDate, handoverTime, every, restrictions = [] } = layer
  if (name.trim() === '') return refuse('name-missing', 'A layer has a name.', `${field}.name`)
  if (participants.length === 0) return refuse('participant-missing', 'Somebody takes the turns.', `${field}.participants`)
  const stranger = participants.findIndex((personId) => !personExists(personId))
  if (stranger >= 0) return refuse('person-unknown', 'There is no such person.', `${field}.participants[${stranger}]`)
  if (readDate(startDate) === undefined) return refuse('date-invalid', 'A date is YYYY-MM-DD.', `${field}.startDate`)
  if (endDate !== undefined && readDate(endDate) === undefined) {
    return refuse('date-invalid', 'A date is YYYY-MM-DD.', `${field}.endDate`)
  }
  if (endDate !== undefined && endDate <= startDate) {
    return refuse('end-before-start', 'A layer ends after it starts.', `${field}.endDate`)
  }
  if (readTime(handoverTime) === undefined || handoverTime === '24:00') {
    return refuse('time-invalid', 'A handover is at HH:MM.', `${field}.handoverTime`)
  }
  return (
    checkTurn(every, `${field}.every`) ??
    first(restrictions.map((restriction, index) => checkRestriction(restriction, `${field}.restrictions[${index}]`)))
  )
}

/** Longest turns: a year. */
const LONGEST = { hours: 8_784, days: 366, weeks: 53 }

function checkTurn(every: TurnLength, field: string): Refusal | undefined {
  const lengths = Object.entries(every)
  const [unit, count] = lengths[0] ?? ['', 0]
  const longest = unit === 'hours' || unit === 'days' || unit === 'weeks' ? LONGEST[unit] : 0
  return lengths.length === 1 && Number.isInteger(count) && count >= 1 && count <= longest
    ? undefined
    : refuse('turn-invalid', 'A turn lasts a whole number of hours, days or weeks, at most a year.', field)
}

function first(refusals: readonly (Refusal | undefined)[]): Refusal | undefined {
  return refusals.find((refusal) => refusal !== undefined)
}

import { given } from '@spoc/platform-testing'
import { rotaFacts, type RotaEvent, type RotaLayer } from '@spoc/routing-contracts'
import { instant, layer } from '../../test/build-rota.js'
import { straySwaps } from '../duty/swaps.js'
import { addOverride, type AddOverride } from './add-override.js'
import type { RotaGrounds } from './check-rota.js'
import { defineRota, type DefineRota } from './define-rota.js'
import { removeOverride } from './remove-override.js'

const everything: RotaGrounds = { personExists: () => true, teamExists: () => true }
const definition = (over: Partial<DefineRota> = {}): DefineRota => ({
  name: 'Duty',
  teamId: 'core',
  zone: 'Europe/Berlin',
  layers: [layer()],
  ...over,
})
const defined = (over: Partial<DefineRota> = {}): RotaEvent => ({ type: 'routing.rota-defined.v1', data: definition(over) })
const define = (over: Partial<DefineRota> = {}, grounds: Partial<RotaGrounds> = {}) =>
  given(rotaFacts)().when((state) => defineRota(state, definition(over), { ...everything, ...grounds }))
const withLayer = (over: Partial<RotaLayer>) => define({ layers: [layer(over)] })
const always = [1, 2, 3, 4, 5, 6, 7] as const

describe('defining a rota', () => {
  it('records it whole', () => define().then(defined()))
  it('replaces what was', () =>
    given(rotaFacts)(defined())
      .when((state) => defineRota(state, definition({ name: 'Nights' }), everything))
      .then(defined({ name: 'Nights' })))
  it('changes nothing when it is defined again alike', () =>
    given(rotaFacts)(defined())
      .when((state) => defineRota(state, definition(), everything))
      .thenNothing())
  it('needs a name', () => define({ name: '' }).thenRefused('name-missing', 'name'))
  it('needs a team that exists', () => define({}, { teamExists: () => false }).thenRefused('team-unknown', 'teamId'))
  it('needs a zone that exists', () => define({ zone: 'Europe/Atlantis' }).thenRefused('zone-unknown', 'zone'))
  it('needs a layer', () => define({ layers: [] }).thenRefused('layer-missing', 'layers'))
  it('needs layers with names of their own', () =>
    define({ layers: [layer(), layer()] }).thenRefused('layer-name-twice', 'layers[1].name'))
  it('names the participant who does not exist', () =>
    define({}, { personExists: (personId) => personId !== 'bo' }).thenRefused('person-unknown', 'layers[0].participants[1]'))
})

describe('a layer', () => {
  it.each<[string, string, Partial<RotaLayer>]>([
    ['name-missing', 'name', { name: ' ' }],
    ['participant-missing', 'participants', { participants: [] }],
    ['date-invalid', 'startDate', { startDate: '2026-02-30' }],
    ['date-invalid', 'endDate', { endDate: '1 March' }],
    ['end-before-start', 'endDate', { endDate: '2026-01-05' }],
    ['time-invalid', 'handoverTime', { handoverTime: '24:00' }],
    ['time-invalid', 'handoverTime', { handoverTime: '8:00' }],
    ['turn-invalid', 'every', { every: { days: 0 } }],
    ['turn-invalid', 'every', { every: { weeks: 1.5 } }],
    ['turn-invalid', 'every', { every: { weeks: 54 } }],
    ['weekday-invalid', 'restrictions[0].weekdays', { restrictions: [{ weekdays: [], from: '08:00', to: '18:00' }] }],
    ['time-invalid', 'restrictions[0].from', { restrictions: [{ weekdays: always, from: '24:00', to: '18:00' }] }],
    ['time-invalid', 'restrictions[0].to', { restrictions: [{ weekdays: always, from: '08:00', to: '25:00' }] }],
    ['restriction-empty', 'restrictions[0].to', { restrictions: [{ weekdays: always, from: '08:00', to: '08:00' }] }],
  ])('is refused with %s in %s', (code, field, over) => withLayer(over).thenRefused(code, `layers[0].${field}`))
  it('may end its hours at 24:00', () => {
    const layers = [layer({ restrictions: [{ weekdays: always, from: '00:00', to: '24:00' }] })]
    define({ layers }).then(defined({ layers }))
  })
})

const command = (over: Partial<AddOverride> = {}): AddOverride => ({
  overrideId: 'override-1',
  personId: 'cleo',
  from: instant('2026-01-13 08:00Z'),
  to: instant('2026-01-13 12:00Z'),
  personExists: true,
  ...over,
})
const cleo = {
  overrideId: 'override-1',
  personId: 'cleo',
  from: instant('2026-01-13 08:00Z'),
  to: instant('2026-01-13 12:00Z'),
}
const added: RotaEvent = { type: 'routing.override-added.v1', data: cleo }
const boWeek = { from: instant('2026-01-12 07:00Z'), to: instant('2026-01-19 07:00Z') }
const swapped: RotaEvent = {
  type: 'routing.override-added.v1',
  data: { ...cleo, swap: { insteadOf: 'bo', shift: boWeek } },
}
const adding = (...facts: RotaEvent[]) => ({
  with: (over: Partial<AddOverride> = {}) => given(rotaFacts)(...facts).when((state) => addOverride(state, command(over))),
})

describe('adding an override', () => {
  it('records who and when', () => adding(defined()).with().then(added))
  it('keeps its instants in UTC', () =>
    adding(defined()).with({ from: '2026-01-13T09:00+01:00', to: '2026-01-13T13:00+01:00' }).then(added))
  it('changes nothing the second time', () => adding(defined(), added).with().thenNothing())
  it('may lie over another override', () =>
    adding(defined(), added)
      .with({ overrideId: 'override-2' })
      .then({ type: 'routing.override-added.v1', data: { ...cleo, overrideId: 'override-2' } }))
  it('is refused to a person who does not exist', () =>
    adding(defined()).with({ personExists: false }).thenRefused('person-unknown', 'personId'))
  it('is refused where it ends as it begins', () =>
    adding(defined())
      .with({ to: instant('2026-01-13 08:00Z') })
      .thenRefused('override-empty', 'to'))
  it.each(['from', 'to'] as const)('is refused where %s is no instant', (field) =>
    adding(defined())
      .with({ [field]: 'tomorrow' })
      .thenRefused('instant-invalid', field),
  )
  it('is refused of a rota that is unknown', () => adding().with().thenRefused('rota-unknown'))
})

describe('10. GO#4182: swaps', () => {
  it('keep the shift they were cut from', () => adding(defined()).with({ insteadOf: 'bo' }).then(swapped))
  it('are refused where they overlap', () =>
    adding(defined(), swapped)
      .with({ overrideId: 'override-2', insteadOf: 'bo', from: instant('2026-01-13 11:00Z'), to: instant('2026-01-13 14:00Z') })
      .thenRefused('swap-overlaps', 'from'))
  it('may touch', () =>
    expect(
      addOverride(
        [defined(), swapped].reduce(rotaFacts.evolve, rotaFacts.initial),
        command({
          overrideId: 'override-2',
          insteadOf: 'bo',
          from: instant('2026-01-13 12:00Z'),
          to: instant('2026-01-13 14:00Z'),
        }),
      ),
    ).toHaveLength(1))
  it('are refused where the other person has no shift', () =>
    adding(defined()).with({ insteadOf: 'ada' }).thenRefused('swap-not-on-duty', 'insteadOf'))
  it('are refused with oneself', () =>
    adding(defined()).with({ personId: 'bo', insteadOf: 'bo' }).thenRefused('swap-with-oneself', 'insteadOf'))

  const after = (...facts: RotaEvent[]) => {
    const { rota } = facts.reduce(rotaFacts.evolve, rotaFacts.initial)
    return rota === undefined ? [] : straySwaps(rota, instant('2026-01-06 00:00Z')).map(({ overrideId }) => overrideId)
  }
  it('are flagged when their shift is moved from 08:00 to 07:00', () =>
    expect(after(defined(), swapped, defined({ layers: [layer({ handoverTime: '07:00' })] }))).toEqual(['override-1']))
  it('are flagged when their shift is given to another', () =>
    expect(after(defined(), swapped, defined({ layers: [layer({ participants: ['ada', 'dev'] })] }))).toEqual(['override-1']))
  it('are not flagged when the rota changes elsewhere', () =>
    expect(after(defined(), swapped, defined({ name: 'Nights' }))).toEqual([]))
  it('are not flagged once they are past', () => {
    const { rota } = [defined(), swapped, defined({ layers: [layer({ handoverTime: '07:00' })] })].reduce(
      rotaFacts.evolve,
      rotaFacts.initial,
    )
    expect(rota && straySwaps(rota, instant('2026-01-13 12:00Z'))).toEqual([])
  })
})

describe('removing an override', () => {
  it('goes back to the layers', () =>
    given(rotaFacts)(defined(), added)
      .when((state) => removeOverride(state, 'override-1'))
      .then({ type: 'routing.override-removed.v1', data: { overrideId: 'override-1' } }))
  it('changes nothing where it is not there', () =>
    given(rotaFacts)(defined())
      .when((state) => removeOverride(state, 'override-1'))
      .thenNothing())
  it('is refused of a rota that is unknown', () =>
    given(rotaFacts)()
      .when((state) => removeOverride(state, 'override-1'))
      .thenRefused('rota-unknown'))
})

import { intakeContract } from '@spoc/intake-contracts'
import { notificationContract } from '@spoc/notification-contracts'
import { routingContract } from '@spoc/routing-contracts'
import { slaContract } from '@spoc/sla-contracts'
import { sentenceOf, type NamesById } from './sentence-of.js'
import { timeline } from './timeline.view.js'

const names: NamesById = {
  person: (id) => (id === 'ines' ? 'Ines Berg' : undefined),
  team: (id) => (id === 'noc' ? 'Core network' : undefined),
}
const says = (type: string, data: Readonly<Record<string, unknown>>) => sentenceOf({ type, data }, names)

describe('a sentence of the timeline', () => {
  it.each([
    ['intake.request-taken-up.v1', { by: 'ines' }, 'Ines Berg has taken it up.'],
    ['intake.request-taken-up.v1', { by: 'gone' }, 'A colleague has taken it up.'],
    ['intake.request-put-on-hold.v1', { reason: 'planned-work' }, 'On hold: planned work.'],
    ['intake.request-resolved.v1', { code: 'no-answer' }, 'Resolved: the client was awaited and did not answer.'],
    ['intake.duplicate-suggested.v1', { score: 0.834 }, 'It may repeat another request (83 %).'],
    ['routing.spoc-assigned.v1', { spoc: { kind: 'team', teamId: 'noc' } }, 'Core network is the point of contact.'],
    ['routing.page-notified.v1', { step: 0, personIds: ['ines'] }, 'Paged, step 1: Ines Berg.'],
    ['routing.page-notified.v1', { step: 1, personIds: [] }, 'Paging step 2 came to nobody.'],
    ['sla.clocks-started.v1', { clocks: [{ clock: 'response' }, { clock: 'resolve' }] }, 'Clocks started: response, resolve.'],
    ['sla.ola-breached.v1', { clock: 'ola', teamId: 'noc' }, 'The OLA of Core network was breached.'],
    ['sla.clock-met.v1', { clock: 'response', within: false }, 'The response clock was met, too late.'],
  ])('%s of %j: %s', (type, data, sentence) => {
    expect(says(type, data)).toBe(sentence)
  })

  it('calls an event that it has no words for by its type', () => {
    expect(says('routing.moon-rose.v3', {})).toBe('Moon rose.')
  })

  it('has words of its own for every event that a timeline holds, whatever is missing in the data', () => {
    const types = [intakeContract, routingContract, slaContract, notificationContract].flatMap(
      (one): readonly string[] => one.types,
    )
    const held = types.filter((type) => type in timeline.on)
    expect(held.length).toBeGreaterThan(40)
    const plain = (type: string) =>
      type
        .replace(/^[^.]*\./, '')
        .replace(/\.v\d+$/, '')
        .replaceAll('-', ' ')
    const hasWords = (type: string) =>
      ['agent', 'staff'].some((because) => says(type, { because, direction: 'internal' }).toLowerCase() !== `${plain(type)}.`)
    expect(held.filter((type) => !hasWords(type))).toEqual([])
  })
})

import { eventContract, upcast } from './contract.js'
import type { Fact } from './event.js'

type Event = Fact<'intake.received.v3', { readonly name: string }>
const contract = eventContract<Event>({
  context: 'intake',
  categories: ['request'],
  types: { 'intake.received.v3': true },
  upcasters: {
    'intake.received.v1': (data: { title: string }): Fact => ({ type: 'intake.received.v2', data: { label: data.title } }),
    'intake.received.v2': (data: { label: string }): Fact => ({ type: 'intake.received.v3', data: { name: data.label } }),
  },
})

describe('upcasting', () => {
  it('lifts an old form step by step to the form of today', () =>
    expect(upcast([contract], { type: 'intake.received.v1', data: { title: 'down' } })).toEqual({
      known: true,
      fact: { type: 'intake.received.v3', data: { name: 'down' } },
    }))
  it('says so when it does not know a type', () =>
    expect(upcast([contract], { type: 'intake.teleported.v1', data: {} }).known).toBe(false))
  it('says so when it does not know a context', () =>
    expect(upcast([contract], { type: 'billing.paid.v1', data: {} }).known).toBe(false))
})

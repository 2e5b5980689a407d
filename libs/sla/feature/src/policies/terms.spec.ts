import type { CallerOf } from '@spoc/platform-testing/world'
import { ACCOUNT, OTHER_ACCOUNT, SlaWorld } from '../../test/world.js'

interface Told {
  readonly clocks: readonly { readonly clock: string; readonly tried: readonly object[]; readonly text: readonly string[] }[]
}

describe('which row of a policy applies, and why', () => {
  let sla: SlaWorld
  let client: CallerOf
  let policy: string
  let gold: string
  let contract: string
  let foreign: string

  beforeAll(async () => {
    sla = await SlaWorld.open()
    await sla.begin('09:00')
    client = await sla.world.as('client', { accountIds: [ACCOUNT] })
    const calendarId = await sla.calendar()
    const minutes = (count: number) => ({ target: { minutes: count }, calendarId })
    policy = await sla.policy(
      { response: minutes(60), restore: minutes(120), resolve: { target: { workingDays: 2 }, calendarId } },
      [
        { kind: 'question', clocks: { restore: 'none', resolve: minutes(480) } },
        { priority: 'P1', clocks: { resolve: minutes(240) } },
      ],
    )
    gold = await sla.policy({ response: minutes(15) }, [], { name: 'Gold' })
    contract = await sla.contract(policy, { policies: { gold } })
    foreign = await sla.contract(policy, { accountId: OTHER_ACCOUNT })
  })
  afterAll(() => sla.close())

  const ask = (query: string, caller = sla.admin) => caller.get(`/api/v1/sla-policies/terms?${query}`)
  const told = async (query: string, caller?: CallerOf) => {
    const answer = await ask(query, caller)
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200 })
    return answer.body as Told
  }
  const clock = ({ clocks }: Told, name: string) => clocks.find((each) => each.clock === name)
  const scope = (priority: string, kind: string) => ({ serviceClass: '*', priority, kind })

  it('tells every scope that was tried, in order, and what was found', async () => {
    const answer = await told(`policyId=${policy}&priority=P1&kind=question`)
    expect(clock(answer, 'resolve')).toMatchObject({
      tried: [
        { scope: scope('P1', 'question'), found: 'no-row' },
        { scope: scope('P1', '*'), found: 'terms', row: 2 },
      ],
      applied: { scope: scope('P1', '*'), terms: { target: { minutes: 240 } } },
      calendar: { name: 'Always', revision: 1 },
      text: [
        'any class, priority P1, kind question: the policy has no row',
        'any class, priority P1, any kind: row 3 applies',
        'resolve: 4:00:00 of open time of calendar Always, revision 1',
      ],
    })
    expect(clock(answer, 'restore')).toEqual({
      clock: 'restore',
      tried: [
        { scope: scope('P1', 'question'), found: 'no-row' },
        { scope: scope('P1', '*'), found: 'not-named', row: 2 },
        { scope: scope('*', 'question'), found: 'none', row: 1 },
      ],
      text: [
        'any class, priority P1, kind question: the policy has no row',
        'any class, priority P1, any kind: row 3 does not name the clock',
        'any class, any priority, kind question: row 2 promises nothing, whatever wider rows say',
        'restore: nothing is promised',
      ],
    })
    expect(clock(answer, 'update')?.tried).toHaveLength(4)
    expect(clock(answer, 'update')).not.toHaveProperty('applied')
  })

  it('tries eight scopes for a class, from the narrowest to the widest', async () => {
    const answer = await told(`policyId=${policy}&serviceClass=silver&priority=P4&kind=incident`)
    expect(clock(answer, 'resolve')?.tried).toHaveLength(8)
    expect(clock(answer, 'resolve')?.tried[0]).toMatchObject({
      scope: { serviceClass: 'silver', priority: 'P4', kind: 'incident' },
    })
    expect(clock(answer, 'resolve')?.text.at(-1)).toBe('resolve: the open time of 2 working days of calendar Always, revision 1')
  })

  it('is what then applies to a request', async () => {
    const request = await sla.request(contract, { kind: 'question', priority: 'P1' })
    const answer = await told(`contractId=${contract}&priority=P1&kind=question`)
    const state = await sla.state(request)
    expect(Object.keys(state.clocks).sort()).toEqual(
      answer.clocks.flatMap((each) => ('applied' in each ? [each.clock] : [])).sort(),
    )
    for (const { clock: name, ...each } of answer.clocks)
      if ('applied' in each)
        expect(state.clocks[name as 'resolve']).toMatchObject({ scope: (each.applied as { scope: object }).scope })
  })

  it('says by what the contract chose the policy', async () => {
    expect(await told(`contractId=${contract}&serviceClass=gold&priority=P1&kind=incident`)).toMatchObject({
      policy: { policyId: gold, name: 'Gold', revision: 1 },
      contract: { contractId: contract, inForce: true, chosenBy: 'service-class' },
    })
    expect(await told(`contractId=${contract}&serviceClass=tin&priority=P1&kind=incident&at=2019-12-31T23:00:00Z`)).toMatchObject(
      {
        policy: { policyId: policy },
        contract: { inForce: false, chosenBy: 'default' },
      },
    )
  })

  it('is asked as of an instant, and answered by the revision of then', async () => {
    const id = await sla.policy({ response: 'none' })
    const rows = [{ clocks: { resolve: 'none' } }]
    await sla.admin.put(`/api/v1/sla-policies/${id}`, { name: 'Later', rows, appliesFrom: sla.at('00:00', 1) })
    expect(await told(`policyId=${id}&priority=P1&kind=incident`)).toMatchObject({ policy: { revision: 1 } })
    const then = await told(`policyId=${id}&priority=P1&kind=incident&at=${sla.at('00:00', 1)}`)
    expect(then).toMatchObject({ policy: { revision: 2, name: 'Later' }, at: sla.at('00:00', 1) })
  })

  it('is told to a client of its own contract alone', async () => {
    expect(await told(`contractId=${contract}&priority=P3&kind=incident`, client)).toMatchObject({ policy: { policyId: policy } })
    const hidden = await ask(`contractId=${foreign}&priority=P3&kind=incident`, client)
    const unknown = await ask('contractId=0190a6c2-0000-7000-8000-0000000000ff&priority=P3&kind=incident', client)
    expect(hidden).toMatchObject({ status: 404, body: { code: 'contract-unknown' } })
    expect({ ...(hidden.body as object), instance: '' }).toEqual({ ...(unknown.body as object), instance: '' })
    expect(await ask(`policyId=${policy}&priority=P3&kind=incident`, client)).toMatchObject({
      status: 422,
      body: { code: 'contract-missing', errors: [{ field: 'contractId' }] },
    })
  })

  it('tells colleagues when whom is warned, and no client', async () => {
    const warnings = [{ share: 80, audiences: ['manager'] }]
    const resolve = { target: { minutes: 240 }, calendarId: await sla.calendar(), warnings }
    const own = await sla.contract(await sla.policy({ resolve }))
    const query = `contractId=${own}&priority=P3&kind=incident`
    expect(JSON.stringify(await told(query))).toContain('"audiences":["manager"]')
    expect(JSON.stringify(await told(query, client))).not.toContain('warnings')
  })

  it.each([
    ['priority=P1&kind=incident', 422, 'contract-missing'],
    ['policyId=p&contractId=c&priority=P1&kind=incident', 422, 'contract-missing'],
    ['policyId=0190a6c2-0000-7000-8000-0000000000ff&priority=P1&kind=incident', 404, 'policy-unknown'],
    ['policyId=p&priority=P1&kind=incident&at=noon', 422, 'invalid-instant'],
    ['policyId=p&kind=incident', 422, 'not-valid'],
  ])('is refused for %s', async (query, status, code) => expect(await ask(query)).toMatchObject({ status, body: { code } }))

  it('is for those who are signed in', async () =>
    expect((await sla.world.anonymous.get('/api/v1/sla-policies/terms?priority=P1&kind=incident')).status).toBe(401))
})

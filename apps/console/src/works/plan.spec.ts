import { emptyPlan, planBody } from './plan.js'

describe('a plan', () => {
  it('is sent with instants in UTC and the zone they were chosen in', () => {
    const body = planBody({ ...emptyPlan, title: ' Fibre ', from: '2026-03-02T22:00', to: '2026-03-03T02:00' }, 'Europe/Berlin')
    expect(body).toMatchObject({
      title: 'Fibre',
      windows: [
        {
          from: new Date('2026-03-02T22:00').toISOString(),
          to: new Date('2026-03-03T02:00').toISOString(),
          zone: 'Europe/Berlin',
        },
      ],
    })
  })
  it('leaves out method and rollback that are not written', () => expect(planBody(emptyPlan, 'UTC')).not.toHaveProperty('method'))
})

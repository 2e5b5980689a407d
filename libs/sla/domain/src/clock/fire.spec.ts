import { started } from '../../test/life.js'
import { at, hoursOf, policyOf } from '../../test/promises.js'
import { fire } from './fire.js'
import { slaStream } from './sla.js'

const policy = policyOf({ resolve: hoursOf(8) })
const tick = (now: string) => (state: Parameters<typeof fire>[0]) => fire(state, { now: at(now) })

describe('firing what has fallen due', () => {
  it('warns at each share in its time, then tells the breach once', () => {
    const life = started(policy).until(at('23:00'))
    expect(life.all('sla.clock-warned.v1')).toEqual([
      'clock-warned resolve 50 13:00',
      'clock-warned resolve 75 15:00',
      'clock-warned resolve 90 16:12',
    ])
    expect(life.all('sla.clock-breached.v1')).toEqual(['clock-breached resolve 17:00 seen 17:00'])
    expect(slaStream.alarms?.(life.state)).toEqual([])
  })
  it('does nothing before anything is due', () => expect(started(policy).then(tick('12:59')).last).toEqual([]))
  it('tells only the highest of several shares reached at once', () => {
    const life = started(policy).then(tick('15:30'))
    expect(life.told).toEqual(['clock-warned resolve 75 15:00'])
    expect(life.then(tick('15:31')).last).toEqual([])
  })
  it('tells the breach alone when the deadline is past before any warning went out', () => {
    const life = started(policy).then(tick('18:00'))
    expect(life.told).toEqual(['clock-breached resolve 17:00 seen 18:00'])
    expect(life.then(tick('19:00')).last).toEqual([])
  })
})

import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { channelOf, KILL_POINTS, passing, type KillPoint } from './kill-points.js'

describe('the points at which a rehearsal kills', () => {
  it.each(Object.keys(KILL_POINTS) as KillPoint[])('tells who listens that %s is passed, and nobody else', (point) => {
    const heard: unknown[] = []
    const listen = (told: unknown) => void heard.push(told)
    passing(point)
    subscribe(channelOf(point), listen)
    for (const one of Object.keys(KILL_POINTS) as KillPoint[]) passing(one)
    unsubscribe(channelOf(point), listen)
    passing(point)
    expect(heard).toEqual([point])
  })
})

import type { TwoMonitors } from './two-monitors.js'

/** In the hands of a process that is stopped, and just received when one dies. */
const IN_HAND = 10
const RECEIVED = 3

/** What holds of two that keep the clocks, both at work, when one dies and one is stopped and wakes. */
export function comingAndGoing(monitors: () => TwoMonitors): void {
  it('goes on publishing after the death of the one that did', async () => {
    await Promise.all(Array.from({ length: RECEIVED }, () => monitors().receive()))
    const { publishes, madeGood } = monitors()
    const diedAt = performance.now()
    await publishes.program.kill()
    madeGood.push((await monitors().changePlaces()) - diedAt)
    await publishes.program.start()
  })

  it('bears one that is stopped in the middle of work, missed, and wakes: it does nothing that is no longer its own', async () => {
    const { publishes: stopped, standsBy: other } = monitors()
    const inHand = Array.from({ length: IN_HAND }, () => monitors().makeCalendar(stopped))
    await inHand[0]
    stopped.program.pause()
    await monitors().receive()
    await monitors().changePlaces()
    stopped.program.resume()
    const streams = [...(await Promise.all(inHand)), await monitors().makeCalendar(stopped), await monitors().makeCalendar(other)]
    for (const stream of streams) await monitors().relayedAt(stream)
    expect(stopped.program.isRunning).toBe(true)
  })

  it('has put on its topic all that the log holds, first seen in the order of the log, and each event always under one id', () =>
    monitors().seesTheTopicWhole())

  it('has kept the clocks of each request once', async () => {
    const { requests } = monitors()
    monitors().oncePerRequest(await monitors().recorded('clocks-started', requests.length))
  })
}

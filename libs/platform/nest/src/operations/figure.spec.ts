import type { Background } from '@spoc/platform-runtime'
import { Counter, Registry } from 'prom-client'
import { scrapeFigures, within, type Figure } from './figure.js'

describe('figures', () => {
  const text = async (...figures: readonly Figure[]) => {
    const registry = new Registry()
    const unreadable = new Counter({ name: 'unreadable', help: '.', labelNames: ['figure'], registers: [registry] })
    scrapeFigures(registry, figures, {} as Background, unreadable)
    await registry.metrics()
    return (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  }
  const fine: Figure = { name: 'spoc_fine', help: '.', read: () => [{ value: 3 }] }

  it('are asked for at each scrape, and forget what is told no more', async () => {
    let scrapes = 0
    const read = () => [{ labels: { at: `scrape ${(scrapes += 1)}` }, value: scrapes }]
    expect(await text({ name: 'spoc_asked', help: '.', labelNames: ['at'], read })).toEqual(['spoc_asked{at="scrape 2"} 2'])
  })

  it('that cannot be read are left out and counted, and take nobody else with them', async () => {
    const away = { name: 'spoc_away', help: '.', read: () => Promise.reject(new Error('It is away.')) } as const
    const wrong: Figure = {
      name: 'spoc_wrong',
      help: '.',
      read: () => {
        throw new Error('It is wrong.')
      },
    }
    const told = await text(away, wrong, fine)
    expect(told).toContain('spoc_fine 3')
    expect(told.filter((line) => line.startsWith('spoc_away') || line.startsWith('spoc_wrong'))).toEqual([])
    expect(told).toContainEqual(expect.stringMatching(/^unreadable\{figure="spoc_away"\} [12]$/))
    expect(told).toContainEqual(expect.stringMatching(/^unreadable\{figure="spoc_wrong"\} [12]$/))
  })

  it('are not waited for longer than they may take', async () =>
    expect(within(10, () => new Promise<never>(() => undefined))).rejects.toThrow('No answer within 10 ms.'))
})

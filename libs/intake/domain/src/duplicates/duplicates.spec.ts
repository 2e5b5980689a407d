import { decideDuplicate, likeness, type Comparable } from './duplicates.js'
import { jaccard, trigrams } from './similarity.js'

const similarity = (one: string, other: string) => jaccard(trigrams(one), trigrams(other))

const request = (some: Partial<Comparable> = {}): Comparable => ({
  requestId: 'r1',
  accountId: 'nordlicht',
  serviceInstanceId: 's1',
  dependsOn: ['site'],
  title: 'Link to Amsterdam is down',
  description: 'No light since this morning.',
  occurredAt: '2026-01-12T09:00:00.000Z',
  ...some,
})
const other = (some: Partial<Comparable> = {}) => request({ requestId: 'r2', ...some })
const scoreOf = (some: Partial<Comparable>) => likeness(request(), other(some))?.score

describe('how alike two texts are', () => {
  it('is 1 for the same words in another order, case and punctuation', () =>
    expect(similarity('Link DOWN: Amsterdam!', 'amsterdam link, down')).toBe(1))
  it('does not mind accents', () => expect(similarity('Störung', 'Storung')).toBe(1))
  it('is 0 for texts that share nothing, or say nothing', () => {
    expect(similarity('link', 'rack')).toBe(0)
    expect(similarity('', 'rack')).toBe(0)
  })
  it('is between for near words', () => {
    expect(similarity('Links are down', 'Link is down')).toBeGreaterThan(0.3)
    expect(similarity('Links are down', 'Link is down')).toBeLessThan(1)
  })
  it('reads other scripts', () => expect(similarity('Канал не работает', 'канал не работает!')).toBe(1))
})

describe('how much a request looks like another', () => {
  it('is all for the same fault told again at once', () =>
    expect(likeness(request(), other())).toEqual({
      of: 'r2',
      score: 1,
      reasons: ['Same account.', 'Same service instance.', 'The texts are alike to 100 %.', '0 minutes apart.'],
    }))
  it('is less on a dependent service, less still on a neighbour of it', () => {
    const dependent = scoreOf({ serviceInstanceId: 'site', dependsOn: [] })!
    const neighbour = scoreOf({ serviceInstanceId: 's2' })!
    expect(dependent).toBeLessThan(1)
    expect(neighbour).toBeLessThan(dependent)
  })
  it('is less the further they are apart in time, and none after a day', () => {
    expect(scoreOf({ occurredAt: '2026-01-12T15:00:00.000Z' })).toBe(0.95)
    expect(scoreOf({ occurredAt: '2026-01-13T09:00:00.000Z' })).toBeUndefined()
  })
  it('counts the same group of alerts for the same words', () =>
    expect(likeness(request({ alertGroupKey: 'g' }), other({ alertGroupKey: 'g', title: 'Quite other words' }))?.score).toBe(1))
  it('is none on unrelated services, nor with other words', () => {
    expect(scoreOf({ serviceInstanceId: 's2', dependsOn: [] })).toBeUndefined()
    expect(scoreOf({ title: 'New badge for rack access', description: 'Please.' })).toBeUndefined()
  })
  it('case Intake 7: is none between clients, whatever they say', () =>
    expect(scoreOf({ accountId: 'suedwind' })).toBeUndefined())
  it('is none where the account is not known', () =>
    expect(likeness(request({ accountId: undefined }), other({ accountId: undefined }))).toBeUndefined())
  it('is none with itself', () => expect(likeness(request(), request())).toBeUndefined())
})

describe('what follows from a duplicate', () => {
  it('is a suggestion, or a link where the account wants it', () => {
    expect(decideDuplicate(request(), [other()], 'suggest')).toMatchObject({ then: 'suggest', of: 'r2' })
    expect(decideDuplicate(request(), [other()], 'link')).toMatchObject({ then: 'link', of: 'r2' })
  })
  it('is a suggestion only where it is not sure', () =>
    expect(
      decideDuplicate(request(), [other({ title: 'Amsterdam link is unstable', description: 'No light now.' })], 'link'),
    ).toMatchObject({ then: 'suggest' }))
  it('is nothing where they are hardly alike', () =>
    expect(
      decideDuplicate(
        request(),
        [other({ serviceInstanceId: undefined, title: 'Amsterdam link is unstable', description: 'Since noon.' })],
        'link',
      ),
    ).toBeUndefined())
  it('is about the likeliest of several', () =>
    expect(decideDuplicate(request(), [other({ requestId: 'r3', serviceInstanceId: 's2' }), other()], 'suggest')).toMatchObject({
      of: 'r2',
    }))
})

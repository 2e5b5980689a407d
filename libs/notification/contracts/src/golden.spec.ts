import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { upcast, type Fact } from '@spoc/platform-kernel'
import { notificationContract, notificationFacts, type NotificationEvent } from './index.js'

const folder = join(__dirname, '..', 'golden')
const golden = (type: string) => JSON.parse(readFileSync(join(folder, `${type}.json`), 'utf8')) as Fact
const fold = (...types: NotificationEvent['type'][]) =>
  types
    .map((type) => upcast([notificationContract], golden(type)).fact as NotificationEvent)
    .reduce(notificationFacts.evolve, notificationFacts.initial)

describe('golden files of notification', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.json$/, ''))

  it('hold one of every type written today', () => expect(files).toEqual(expect.arrayContaining([...notificationContract.types])))
  it.each(files)('%s lies under its own name', (type) => expect(golden(type).type).toBe(type))
  it.each(files)('%s still loads as a type known today', (type) =>
    expect(upcast([notificationContract], golden(type)).known).toBe(true),
  )
})

describe('a notification, folded from golden files', () => {
  it('waits until the instant it may be sent', () =>
    expect(fold('notification.requested.v1')).toMatchObject({ is: 'waiting', nextAttemptAt: '2026-01-12T08:16:00.000Z' }))
  it('waits for the next attempt after a failed one', () =>
    expect(fold('notification.requested.v1', 'notification.attempt-failed.v1')).toMatchObject({
      is: 'waiting',
      attempts: 1,
      lastError: 'smtp-451',
      nextAttemptAt: '2026-01-12T08:16:30.000Z',
    }))
  it.each([
    ['notification.sent.v1', 'sent'],
    ['notification.given-up.v1', 'given-up'],
    ['notification.suppressed.v1', 'suppressed'],
  ] as const)('waits for nothing after %s', (type, is) => {
    expect(fold('notification.requested.v1', type).is).toBe(is)
    expect(fold('notification.requested.v1', type).nextAttemptAt).toBeUndefined()
  })
  it('is about its request and account', () =>
    expect(notificationFacts.about(fold('notification.requested.v1'), 'x')).toEqual({
      subject: '01920000-0000-7000-8000-0000000000a1',
      accountId: '01920000-0000-7000-8000-0000000000b1',
    }))
})

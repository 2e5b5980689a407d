import { eventually } from '@spoc/platform-testing'
import { id, openNotificationWorld, type NotificationWorld } from '../../test/notification-world.js'

describe('undelivered notifications', () => {
  let world: NotificationWorld
  afterEach(() => world.close())

  it('are counted for whoever watches', async () => {
    world = await openNotificationWorld({ SMTP_URL: 'smtp://127.0.0.1:9' })
    await world.contact('ana')
    await world.say(await world.request('r', { contactId: id('ana') }), 'to-client', 'We are on it.')
    const metrics = await eventually(
      'the metric',
      async () => String((await world.anonymous.get('/metrics')).body),
      (text) => /spoc_undelivered_notifications\{state="waiting"[^}]*\} 1/.test(text),
    )
    expect(metrics).toMatch(/spoc_undelivered_notifications\{state="given-up"[^}]*\} 0/)
  })
})

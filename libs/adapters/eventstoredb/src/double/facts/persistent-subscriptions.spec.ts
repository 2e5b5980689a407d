import { EventStoreDBClient, persistentSubscriptionToStreamSettingsFromDefaults } from '@eventstore/db-client'
import { EventStoreDouble } from '../index.js'

describe('persistent subscriptions', () => {
  it('are not served: the double says so, whatever is asked of them', async () => {
    const double = await EventStoreDouble.start()
    const client = EventStoreDBClient.connectionString(double.connectionString)
    const unimplemented = { type: 'unknown', code: 12 }
    const settings = persistentSubscriptionToStreamSettingsFromDefaults()
    await expect(client.createPersistentSubscriptionToStream('s', 'group', settings)).rejects.toMatchObject(unimplemented)
    await expect(client.deletePersistentSubscriptionToStream('s', 'group')).rejects.toMatchObject(unimplemented)
    const subscription = client.subscribeToPersistentSubscriptionToStream('s', 'group')
    expect(await new Promise((resolve) => subscription.on('error', resolve))).toMatchObject(unimplemented)
    await client.dispose()
    await double.close()
  })
})

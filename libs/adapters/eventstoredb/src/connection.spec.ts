import { EventStoreDBClient, NO_STREAM } from '@eventstore/db-client'
import { rawEvent, rawEvents } from '../test/sample-events.js'
import { connectionTo } from './connection.js'
import { EventStoreDouble } from './double/index.js'

describe('the connection string', () => {
  it('gives the user and the password that go with every append', () =>
    expect(connectionTo('esdb://spoc%40ops:s%3Acret@log.example:2113').credentials).toEqual({
      username: 'spoc@ops',
      password: 's:cret',
    }))
  it('needs none without TLS, where the client sends none', () =>
    expect(connectionTo('esdb://127.0.0.1:2113?tls=false').credentials.username).not.toBe(''))
  it('must name them with TLS', () => expect(() => connectionTo('esdb://log.example:2113')).toThrow('must name a user'))
  it('must be one', () => expect(() => connectionTo('http://127.0.0.1:2113?tls=false')).toThrow('esdb://'))
  it('must not turn throwOnAppendFailure off', () =>
    expect(() => connectionTo('esdb://127.0.0.1:2113?tls=false&throwOnAppendFailure=false')).toThrow('throwOnAppendFailure'))
  it('which makes the client tell 1 as the revision of every stream that is there', async () => {
    const double = await EventStoreDouble.start()
    const client = EventStoreDBClient.connectionString(`${double.connectionString}&throwOnAppendFailure=false`)
    await client.appendToStream('s', rawEvents(5))
    const conflict = await client.appendToStream('s', rawEvent(), { expectedRevision: NO_STREAM })
    expect(conflict).toMatchObject({ success: false, nextExpectedRevision: 1n })
    await client.dispose()
    await double.close()
  })
})

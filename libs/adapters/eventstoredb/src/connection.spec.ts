import { EventStoreDBClient, NO_STREAM } from '@eventstore/db-client'
import { rawEvent, rawEvents } from '../test/sample-events.js'
import { connectionTo, type Connection } from './connection.js'
import { EventStoreDouble } from './double/index.js'

describe('the connection string', () => {
  const opened: Connection[] = []
  const open = (connectionString: string) => {
    opened.push(connectionTo(connectionString))
    return opened.at(-1)!
  }
  afterEach(async () => {
    for (const connection of opened.splice(0)) await connection.close()
  })

  it('gives no credentials with an append while it is the only one of the process, so that the client appends in batches', () =>
    expect(open('esdb://spoc%40ops:s%3Acret@log.example:2113').howToAppend()).toEqual({}))
  it('gives its own with each append while there is another, so that neither waits for what the other lost', async () => {
    const one = open('esdb://spoc%40ops:s%3Acret@log.example:2113')
    const other = open('esdb://127.0.0.1:2113?tls=false')
    expect(one.howToAppend()).toEqual({ credentials: { username: 'spoc@ops', password: 's:cret' } })
    expect(other.howToAppend().credentials?.username).not.toBe('')
    await one.close()
    expect(other.howToAppend()).toEqual({})
  })
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

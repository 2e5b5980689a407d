import { eventLogContract, type EventLogHarness } from '@spoc/platform-port-contracts'
import type { EventLog } from '@spoc/platform-ports'
import { EventStoreDouble } from './double/index.js'
import { openEventStoreDb } from './index.js'

/** A server to try the promise on instead of the double; its log is shared with whoever else writes to it. */
const server = process.env['EVENTSTORE_URL']

async function open(): Promise<EventLogHarness> {
  const double = server === undefined ? await EventStoreDouble.start() : undefined
  const opened: EventLog[] = []
  const another = async () => {
    const log = await openEventStoreDb({ connectionString: double?.connectionString ?? server ?? '' })
    opened.push(log)
    return log
  }
  let log = await another()
  const restart = async (): Promise<void> => {
    await double?.kill()
    await double?.start()
  }
  return {
    get log() {
      return log
    },
    reopen: async () => {
      await log.close()
      return (log = await another())
    },
    crash: async () => (log = await another()),
    ...(double ? { restart } : {}),
    close: async () => {
      await Promise.all(opened.map((each) => each.close()))
      await double?.close()
    },
  }
}

eventLogContract(open, { restartable: server === undefined })

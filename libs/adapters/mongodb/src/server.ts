import { EngineUnavailable } from '@spoc/platform-ports'
import {
  MongoClient,
  MongoDriverError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb'

/**
 * `w: majority` survives the loss of a minority of the members, `j: true` the loss of power of all. For views too: the driver sends a
 * checkpoint again to a server that is just back, and it must not be kept where the documents before it are lost.
 */
export const DURABLE = { w: 'majority', journal: true } as const

/** A server that hangs is found out sooner by a ping than by other questions. */
export const PING_WITHIN_MS = 5_000

export type Engine = 'documents' | 'blobs' | 'keys'

const AGAIN_AFTER_MS = 250

/** The driver never tries again where its first connection failed; this one does, until it is closed. */
class EnduringClient extends MongoClient {
  private over = false
  private timer: NodeJS.Timeout | undefined

  constructor(...given: ConstructorParameters<typeof MongoClient>) {
    super(...given)
    this.on('topologyClosed', () => this.again())
  }

  override async close(): Promise<void> {
    this.over = true
    clearTimeout(this.timer)
    await super.close()
  }

  private again(): void {
    if (this.over) return
    clearTimeout(this.timer)
    // Each failure closes the topology, which brings us here again.
    this.timer = setTimeout(() => void this.connect().catch(() => undefined), AGAIN_AFTER_MS)
    this.timer.unref()
  }
}

/**
 * A client that answers or fails within a bounded time: 5 s to find a primary, 20 s for a server that has taken the question. It connects
 * at the first question, and again by itself after an outage.
 */
export function clientOf(url: string, appName: string): MongoClient {
  return new EnduringClient(url, {
    appName,
    ignoreUndefined: true,
    serverSelectionTimeoutMS: 5_000,
    connectTimeoutMS: 3_000,
    socketTimeoutMS: 20_000,
    waitQueueTimeoutMS: 5_000,
    heartbeatFrequencyMS: 2_000,
    maxPoolSize: 50,
  })
}

/** Runs `work`; a server that is away or is not a primary now is {@link EngineUnavailable}, everything else is thrown as it comes. */
export async function withServer<T>(engine: Engine, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw isAbsence(error) ? new EngineUnavailable(engine, error) : error
  }
}

/** NotWritablePrimary, shutdown, failover, interruption by either, and time limits: the answer may be another in a moment. */
const PASSING_CODES = new Set<unknown>([6, 7, 50, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436, 64, 202])

const PASSING_DRIVER_ERRORS = new Set([
  'MongoNotConnectedError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
  'MongoExpiredSessionError',
])

function isAbsence(error: unknown): boolean {
  if (error instanceof EngineUnavailable) return false
  if (error instanceof MongoServerError) return PASSING_CODES.has(error.code) || isAbsence(wrappedBy(error))
  if (error instanceof MongoNetworkError || error instanceof MongoServerSelectionError) return true
  if (error instanceof MongoTopologyClosedError) return true
  return error instanceof MongoDriverError && (PASSING_DRIVER_ERRORS.has(error.name) || isAbsence(error.cause))
}

/** The driver gives a lost connection in the middle of a bulk write as if the server had answered with it. */
function wrappedBy(error: MongoServerError): unknown {
  const wrapped: unknown = error.errorResponse
  return wrapped instanceof Error ? wrapped : undefined
}

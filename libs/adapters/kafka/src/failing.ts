import { EngineUnavailable, TooLarge } from '@spoc/platform-ports'

/** Told what went wrong and was dealt with by trying again: for a log or a metric. */
export type OnTrouble = (what: string, error: unknown) => void

/** Runs `work` for at most `milliseconds`; whatever fails in it, or its absence, is {@link EngineUnavailable}. */
export async function withBroker<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([work(), late])
  } catch (error) {
    if (error instanceof EngineUnavailable || error instanceof TooLarge) throw error
    throw new EngineUnavailable('message-bus', error)
  } finally {
    clearTimeout(timer)
  }
}

/** Milliseconds to wait after so many failures in a row: doubled each time, never above `most`. */
export function backoffMs(failures: number, most: number): number {
  return Math.min(most, 100 * 2 ** Math.min(failures - 1, 20))
}

/** An answer of the broker that another try may change; a connection that could not be made has been retried already. */
export function isRetriable(error: unknown): boolean {
  return error instanceof Error && error.name === 'KafkaJSProtocolError' && 'retriable' in error && error.retriable === true
}

/** The group is being shared out anew. */
export function isRebalance(error: unknown): boolean {
  return error instanceof Error && 'type' in error && error.type === 'REBALANCE_IN_PROGRESS'
}

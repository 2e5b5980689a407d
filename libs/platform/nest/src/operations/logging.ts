import type { LoggerService } from '@nestjs/common'
import { pino, type Logger } from 'pino'

/** So many characters wait where standard output takes none; later lines are dropped. */
const MOST_WAITING = 1_048_576

/** Structured lines on standard output; no bodies, no addresses, no names. */
export function openLogger(service: string, level: string): Logger {
  const output = pino.destination({ dest: 1, sync: false, maxLength: MOST_WAITING })
  // A full disk under the log must not end the service that wants to tell of it: the line waits, and is written with the next.
  let full = false
  output.on('error', () => (full = true))
  output.on('write', () => (full = false))
  // At the end of the process the destination would try for ever to get rid of what waits.
  const flush = output.flushSync.bind(output)
  output.flushSync = () => {
    if (!full) flush()
  }
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'message',
      formatters: { level: (label) => ({ level: label }) },
    },
    output,
  )
}

/** What the framework itself has to say goes the same way. */
export function frameworkLogger(logger: Logger): LoggerService {
  const say =
    (level: 'info' | 'error' | 'warn' | 'debug') =>
    (message: unknown, ...rest: unknown[]) =>
      logger[level]({ framework: rest.at(-1) }, String(message))
  return { log: say('debug'), error: say('error'), warn: say('warn'), debug: say('debug'), verbose: say('debug') }
}

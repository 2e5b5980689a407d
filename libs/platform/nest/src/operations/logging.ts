import type { LoggerService } from '@nestjs/common'
import { pino, type Logger } from 'pino'

/** Structured lines on standard output; no bodies, no addresses, no names. */
export function openLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    messageKey: 'message',
    formatters: { level: (label) => ({ level: label }) },
  })
}

/** What the framework itself has to say goes the same way. */
export function frameworkLogger(logger: Logger): LoggerService {
  const say =
    (level: 'info' | 'error' | 'warn' | 'debug') =>
    (message: unknown, ...rest: unknown[]) =>
      logger[level]({ framework: rest.at(-1) }, String(message))
  return { log: say('debug'), error: say('error'), warn: say('warn'), debug: say('debug'), verbose: say('debug') }
}

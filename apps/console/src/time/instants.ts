/** Instants as this browser's person reads them: its language, its zone. */
const memo = <T>(make: () => T): (() => T) => {
  let made: T | undefined
  return () => (made ??= make())
}

const dateTime = memo(
  () =>
    new Intl.DateTimeFormat(undefined, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
)
const exact = memo(() => new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23' }))
const timeOnly = memo(() => new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }))
const day = memo(() => new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }))

const told = (format: () => Intl.DateTimeFormat, instant: string): string => {
  const date = new Date(instant)
  return Number.isNaN(date.getTime()) ? instant : format().format(date)
}

export const shortInstant = (instant: string) => told(dateTime, instant)
export const exactInstant = (instant: string) => told(exact, instant)
export const timeOfDay = (instant: string) => told(timeOnly, instant)
export const dayOf = (instant: string) => told(day, instant)

/** The zone all instants on the screen are told in. */
export const localZone = memo(() => Intl.DateTimeFormat().resolvedOptions().timeZone)

const pad = (value: number) => String(value).padStart(2, '0')

/** What an `<input type="datetime-local">` shows for an instant, in the browser's zone. */
export function toLocalInput(ms: number): string {
  const date = new Date(ms)
  return `${toDateInput(ms)}T${pad(date.getHours())}:${pad(date.getMinutes())}`
}

/** The same to the second, for an input that asks for seconds. */
export const toLocalSeconds = (ms: number): string => `${toLocalInput(ms)}:${pad(new Date(ms).getSeconds())}`

/** What an `<input type="date">` shows for an instant, in the browser's zone. */
export function toDateInput(ms: number): string {
  const date = new Date(ms)
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

/** The instant of such an input, in UTC; none while it is not filled in. */
export function fromLocalInput(value: string): string | undefined {
  const date = new Date(value.length === 10 ? `${value}T00:00` : value)
  return value === '' || Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

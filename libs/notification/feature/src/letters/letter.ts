/** What a message says. */
export interface Letter {
  readonly subject: string
  readonly text: string
}

/** Paragraphs with an empty line between them; those that are not there leave none. */
export function paragraphs(...all: readonly (string | undefined)[]): string {
  return `${all.filter((one): one is string => one !== undefined && one !== '').join('\n\n')}\n`
}

/** An instant in the reader's zone, with the zone beside it: `Mon 12 Jan 2026, 10:15 CET`. */
export function when(instant: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
    timeZoneName: 'short',
  }).format(new Date(instant))
}

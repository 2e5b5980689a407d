import { refuse, type Refusal } from './refusal.js'

/** Refuses a text that is empty, or longer than `atMost` UTF-16 units: `field-missing`, `field-too-long`. */
export function checkText(value: string, field: string, atMost = 200): Refusal | undefined {
  if (value.trim() === '') return refuse('field-missing', `${field} must not be empty.`, field)
  return value.length > atMost ? refuse('field-too-long', `${field} is longer than ${atMost} characters.`, field) : undefined
}

/** Refuses what is no IANA time zone: `zone-unknown`. An offset such as `+02:00` is none: it does not know summer time. */
export function checkZone(zone: string, field: string): Refusal | undefined {
  return isZone(zone) ? undefined : refuse('zone-unknown', `${zone} is not an IANA time zone, such as Europe/Berlin.`, field)
}

/** Refuses what cannot be a mail address: `address-invalid`. */
export function checkMailAddress(address: string, field: string): Refusal | undefined {
  return /^[^\s@<>"]{1,64}@[^\s@<>"]{1,255}$/.test(address)
    ? undefined
    : refuse('address-invalid', `${field} is not a mail address.`, field)
}

/** Refuses a span `[from, to)` that does not end after it begins: `dates-reversed`. */
export function checkSpan(from: string, to: string | undefined, field: string): Refusal | undefined {
  return to === undefined || from < to ? undefined : refuse('dates-reversed', `${field} must be after the beginning.`, field)
}

function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

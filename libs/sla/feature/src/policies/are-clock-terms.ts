import { clockNames } from '@spoc/sla-contracts'
import { registerDecorator } from 'class-validator'

const MOST_WORDS = 20
const MOST_WARNINGS = 100
const names: ReadonlySet<string> = new Set(clockNames)
const acts = ['taken-up', 'public-message', 'public-note', 'resolution']
const restarts = ['provider-update', 'client-message']

const fields: Readonly<Record<string, (value: unknown) => boolean>> = {
  target: isTarget,
  calendarId: (value) => typeof value === 'string' && value.length <= 100,
  pausesOn: (value) => isList(value, (word) => /^[a-z][a-z0-9-]{0,59}$/.test(word)),
  warnings: (value) => Array.isArray(value) && value.length <= MOST_WARNINGS && value.every(isWarning),
  metBy: (value) => isList(value, (word) => acts.includes(word)),
  restartsOn: (value) => isList(value, (word) => restarts.includes(word)),
}

/** The shape of the terms by clock; whether they can be kept is for the domain to say. */
export function AreClockTerms() {
  return (target: object, propertyName: string): void =>
    registerDecorator({
      name: 'areClockTerms',
      target: target.constructor,
      propertyName,
      validator: {
        validate: areClockTerms,
        defaultMessage: () =>
          `clocks has, for some of ${clockNames.join(', ')}, none or {target: {minutes} or {workingDays}, calendarId, pausesOn?, metBy?, restartsOn?, warnings?}`,
      },
    })
}

function areClockTerms(value: unknown): boolean {
  return isObject(value) && Object.entries(value).every(([clock, terms]) => names.has(clock) && areTerms(terms))
}

function areTerms(value: unknown): boolean {
  if (value === 'none') return true
  if (!isObject(value) || !('target' in value) || !('calendarId' in value)) return false
  return Object.entries(value).every(([name, field]) => fields[name]?.(field) ?? false)
}

function isTarget(value: unknown): boolean {
  if (!isObject(value)) return false
  const entries = Object.entries(value)
  return (
    entries.length === 1 &&
    entries.every(([name, amount]) => (name === 'minutes' || name === 'workingDays') && typeof amount === 'number')
  )
}

const warningFields: Readonly<Record<string, (value: unknown) => boolean>> = {
  share: (value) => typeof value === 'number',
  leadMinutes: (value) => typeof value === 'number',
  time: (value) => typeof value === 'string',
  audiences: (value) => isList(value, (word) => word.length <= 40),
}

function isWarning(value: unknown): boolean {
  return isObject(value) && Object.entries(value).every(([name, field]) => warningFields[name]?.(field) ?? false)
}

function isList(value: unknown, fits: (word: string) => boolean): boolean {
  return Array.isArray(value) && value.length <= MOST_WORDS && value.every((word) => typeof word === 'string' && fits(word))
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

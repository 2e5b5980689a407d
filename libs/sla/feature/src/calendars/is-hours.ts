import { weekdays, type OpenHours } from '@spoc/sla-contracts'
import { registerDecorator } from 'class-validator'
import { JSONSchema } from 'class-validator-jsonschema'

const MOST_A_DAY = 20
const names: ReadonlySet<string> = new Set(weekdays)

const time = { type: 'string', maxLength: 5 } as const
const stretch = {
  type: 'object',
  properties: { from: time, to: time },
  required: ['from', 'to'],
  additionalProperties: false,
} as const
const stretches = { type: 'array', maxItems: MOST_A_DAY, items: stretch } as const
const described: Readonly<Record<string, unknown>> = {
  oneOf: [
    { type: 'string', enum: ['24x7'] },
    { type: 'object', properties: Object.fromEntries(weekdays.map((day) => [day, stretches])), additionalProperties: false },
  ],
}

/** The shape of a calendar's hours; whether they make sense is for the domain to say. */
export function IsHours() {
  return (target: object, propertyName: string): void => {
    JSONSchema(() => described)(target, propertyName)
    registerDecorator({
      name: 'isHours',
      target: target.constructor,
      propertyName,
      validator: {
        validate: isHours,
        defaultMessage: () => `hours is 24x7, or at most ${MOST_A_DAY} stretches {from, to} for each of ${weekdays.join(', ')}`,
      },
    })
  }
}

function isHours(value: unknown): boolean {
  if (value === '24x7') return true
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.entries(value).every(([day, open]) => names.has(day) && isOpenHours(open))
}

function isOpenHours(value: unknown): value is readonly OpenHours[] {
  return Array.isArray(value) && value.length <= MOST_A_DAY && value.every(isStretch)
}

function isStretch(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const entries = Object.entries(value)
  return (
    entries.length === 2 &&
    entries.every(([name, time]) => (name === 'from' || name === 'to') && typeof time === 'string' && time.length <= 5)
  )
}

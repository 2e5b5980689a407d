import { ValidationPipe, type ValidationError } from '@nestjs/common'

export interface InvalidField {
  readonly field: string
  readonly code: string
  readonly detail: string
}

/** Bad input: each wrong field by its path, with the rule it breaks. */
export class NotValid extends Error {
  constructor(readonly fields: readonly InvalidField[]) {
    super(fields.map(({ detail }) => detail).join('; '))
    this.name = 'NotValid'
  }
}

/** Validates once, at the edge; a field that the DTO does not name is an error, not ignored. */
export function validation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new NotValid(errors.flatMap((error) => fieldsOf(error, ''))),
  })
}

function fieldsOf(error: ValidationError, path: string): InvalidField[] {
  const field = path === '' ? error.property : `${path}.${error.property}`
  const own = Object.entries(error.constraints ?? {}).map(([rule, detail]) => ({ field, code: kebab(rule), detail }))
  return [...own, ...(error.children ?? []).flatMap((child) => fieldsOf(child, field))]
}

function kebab(rule: string): string {
  return rule.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^-/, '')
}

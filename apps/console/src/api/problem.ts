/** One field that was refused, by the name it has in the command. */
export interface FieldError {
  readonly field: string
  readonly code: string
  readonly detail: string
}

/** What went wrong, in the platform's own words (RFC 9457), or in ours where it could not be asked. */
export class Problem extends Error {
  override readonly name = 'Problem'

  constructor(
    /** 0 where there was no answer at all. */
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    /** To be told to whoever is asked for help. */
    readonly instance?: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(detail)
  }

  /** Nothing is known to have happened, so the same submission may be sent again under its key. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 502 || this.status === 503 || this.status === 504
  }
}

const texts = (value: unknown, key: string): string | undefined => {
  if (typeof value !== 'object' || value === null || !(key in value)) return undefined
  const found: unknown = Reflect.get(value, key)
  return typeof found === 'string' && found !== '' ? found : undefined
}

const fieldErrorsIn = (body: unknown): readonly FieldError[] => {
  if (typeof body !== 'object' || body === null || !('errors' in body) || !Array.isArray(body.errors)) return []
  return body.errors.flatMap((error: unknown) => {
    const field = texts(error, 'field')
    return field === undefined ? [] : [{ field, code: texts(error, 'code') ?? 'not-valid', detail: texts(error, 'detail') ?? '' }]
  })
}

/** Reads problem details from a body that may be anything: a proxy's page, nothing, or the platform's own answer. */
export function problemFrom(
  status: number,
  body: unknown,
  fallback: { readonly title: string; readonly detail: string },
): Problem {
  return new Problem(
    status,
    texts(body, 'code') ?? `http-${status}`,
    texts(body, 'title') ?? fallback.title,
    texts(body, 'detail') ?? fallback.detail,
    texts(body, 'instance'),
    fieldErrorsIn(body),
  )
}

/** The first complaint about each field; a complaint about part of a field (`windows[0].to`, `windows.0.to`) also stands for the whole. */
export function byField(problem: Problem | undefined): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const { field, detail } of problem?.errors ?? []) {
    found[field] ??= detail
    const whole = field.split(/[.[]/)[0]
    if (whole !== undefined) found[whole] ??= detail
  }
  return found
}

/** What no field of the form shows, to be told above the form. */
export function besideFields(problem: Problem | undefined, fields: readonly string[]): string | undefined {
  if (problem === undefined) return undefined
  const shown = byField(problem)
  if (problem.errors.length === 0) return problem.detail
  const unshown = problem.errors.filter(
    ({ field }) => !fields.some((name) => shown[name] !== undefined && field.startsWith(name)),
  )
  return unshown.length === 0 ? undefined : unshown.map(({ field, detail }) => `${field}: ${detail}`).join(' ')
}

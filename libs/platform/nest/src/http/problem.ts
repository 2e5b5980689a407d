import type { Refusal } from '@spoc/platform-kernel'

/** RFC 9457 problem details, with a code that never changes and the fields it is about. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  /** The correlation id, to be told to whoever is asked for help. */
  readonly instance: string
  readonly errors?: readonly { readonly field: string; readonly code: string; readonly detail: string }[]
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not allowed here',
  408: 'Too slow',
  409: 'Not in this state',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Media type not supported',
  417: 'Not expected',
  422: 'Not valid',
  429: 'Too many',
  431: 'Too large',
  500: 'Our mistake',
  503: 'Not available now',
}

export function problem(status: number, code: string, detail: string, instance: string, errors?: Problem['errors']): Problem {
  return {
    type: `/problems/${code}`,
    title: titles[status] ?? 'Problem',
    status,
    code,
    detail,
    instance,
    ...(errors === undefined ? {} : { errors }),
  }
}

/**
 * The status of a refusal, by one rule: what is not there (`…-unknown`) 404, what the caller may not do (`not-allowed`) 403, a revision that is
 * no longer the last 412, a wrong field 422, all else does not fit the state: 409.
 */
export function statusOf({ refused, field }: Refusal): number {
  if (refused.endsWith('-unknown') && field === undefined) return 404
  if (refused === 'not-allowed') return 403
  if (refused === 'revision-mismatch') return 412
  if (refused === 'sign-in-failed') return 401
  return field === undefined ? 409 : 422
}

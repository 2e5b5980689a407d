import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { refuse, Refused, type Refusal } from '@spoc/platform-kernel'

/** Deeper than any body of ours; what goes through a body by recursion never comes to the end of the stack. */
export const DEEPEST_BODY = 40
/** More than any object of ours has: what reads a body compares the names of an object's fields with each other. */
export const MOST_FIELDS = 1_000
/** More than all lists of a body of ours hold together, and few enough to be validated in a moment. */
export const MOST_VALUES = 50_000

/** Refuses, before anything goes through it, a body that would cost more than its bytes: `body-too-deep`, `body-too-broad` 422. */
export function refuseUnboundedBodies(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preValidation', (request, _, done) => {
      const refusal = boundBrokenBy(request.body)
      if (refusal === undefined) done()
      else done(new Refused(refusal))
    })
}

/** Level by level, so that it needs no stack itself. */
export function boundBrokenBy(body: unknown): Refusal | undefined {
  let level: readonly object[] = objectsIn([body])
  let values = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === DEEPEST_BODY) return refuse('body-too-deep', `A body is nested at most ${DEEPEST_BODY} levels deep.`, 'body')
    const next: object[] = []
    for (const one of level) {
      const inside = Object.values(one)
      values += inside.length
      if (values > MOST_VALUES || (!Array.isArray(one) && inside.length > MOST_FIELDS))
        return refuse('body-too-broad', `A body holds at most ${MOST_VALUES} values, and an object of it ${MOST_FIELDS}.`, 'body')
      next.push(...objectsIn(inside))
    }
    level = next
  }
  return undefined
}

function objectsIn(values: readonly unknown[]): readonly object[] {
  return values.filter((value): value is object => typeof value === 'object' && value !== null && !Buffer.isBuffer(value))
}

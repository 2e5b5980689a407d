import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { refuse, Refused } from '@spoc/platform-kernel'

/** Deeper than any body of ours; what goes through a body by recursion never comes to the end of the stack. */
export const DEEPEST_BODY = 40

/** Refuses a body that is nested deeper, `body-too-deep` 422, before anything goes through it. */
export function refuseDeepBodies(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preValidation', (request, _, done) => {
      if (isDeeper(request.body, DEEPEST_BODY))
        done(new Refused(refuse('body-too-deep', `A body is nested at most ${DEEPEST_BODY} levels deep.`, 'body')))
      else done()
    })
}

/** Level by level, so that it needs no stack itself. */
export function isDeeper(value: unknown, levels: number): boolean {
  let level: readonly object[] = objectsIn([value])
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === levels) return true
    level = level.flatMap((one) => objectsIn(Object.values(one)))
  }
  return false
}

function objectsIn(values: readonly unknown[]): readonly object[] {
  return values.filter((value): value is object => typeof value === 'object' && value !== null && !Buffer.isBuffer(value))
}

import type { INestApplicationContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { ACCESS } from '../auth/access.js'
import { routesOf } from './routes-of.js'

/** Stops the start where a route does not say who may call it. */
export function refuseUndeclaredRoutes(app: INestApplicationContext): void {
  const reflector = app.get(Reflector)
  for (const { controller, name, handler, path } of routesOf(app))
    if (reflector.getAllAndOverride(ACCESS, [handler as () => unknown, controller]) === undefined)
      throw new Error(`${controller.name}.${name} (${path}) does not say who may call it: @AllowedTo or @Public.`)
}

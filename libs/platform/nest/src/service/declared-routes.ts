import type { INestApplicationContext } from '@nestjs/common'
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js'
import { ModulesContainer, Reflector } from '@nestjs/core'
import { ACCESS } from '../auth/access.js'

/** Stops the start where a route does not say who may call it. */
export function refuseUndeclaredRoutes(app: INestApplicationContext): void {
  const reflector = app.get(Reflector)
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue
      for (const name of Object.getOwnPropertyNames(metatype.prototype)) {
        const handler: unknown = Object.getOwnPropertyDescriptor(metatype.prototype, name)?.value
        if (typeof handler !== 'function' || Reflect.getMetadata(METHOD_METADATA, handler) === undefined) continue
        if (reflector.getAllAndOverride(ACCESS, [handler, metatype]) === undefined)
          throw new Error(
            `${metatype.name}.${name} (${String(Reflect.getMetadata(PATH_METADATA, handler))}) does not say who may call it: @AllowedTo or @Public.`,
          )
      }
    }
  }
}

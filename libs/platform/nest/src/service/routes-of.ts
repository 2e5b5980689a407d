import type { INestApplicationContext, Type } from '@nestjs/common'
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js'
import { ModulesContainer } from '@nestjs/core'

/** One method of a controller that answers requests. */
export interface RouteHandler {
  readonly controller: Type
  readonly name: string
  readonly handler: object
  readonly path: string
}

/** Every method of every controller that answers requests. */
export function* routesOf(app: INestApplicationContext): Generator<RouteHandler> {
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue
      for (const name of Object.getOwnPropertyNames(metatype.prototype)) {
        const handler: unknown = Object.getOwnPropertyDescriptor(metatype.prototype, name)?.value
        if (typeof handler !== 'function' || Reflect.getMetadata(METHOD_METADATA, handler) === undefined) continue
        yield { controller: metatype as Type, name, handler, path: String(Reflect.getMetadata(PATH_METADATA, handler)) }
      }
    }
  }
}

import type { INestApplicationContext } from '@nestjs/common'
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js'
import { RequestMethod } from '@nestjs/common'
import { ModulesContainer, Reflector } from '@nestjs/core'
import { ACCESS, type Access } from '@spoc/platform-nest'

/** Who may call a route: some roles and scopes, or anybody, and why. */
export type Policy = readonly Access[] | { readonly because: string } | undefined

export interface DeclaredRoute {
  readonly method: string
  /** With `:parameters`. */
  readonly path: string
  readonly policy: Policy
}

/** Every route of every controller that the running application holds. */
export function declaredRoutes(app: INestApplicationContext): readonly DeclaredRoute[] {
  const reflector = app.get(Reflector)
  const found: DeclaredRoute[] = []
  for (const { controllers } of app.get(ModulesContainer).values()) {
    for (const { metatype } of controllers.values()) {
      if (typeof metatype !== 'function') continue
      const prefixes = textsIn(Reflect.getMetadata(PATH_METADATA, metatype))
      for (const name of Object.getOwnPropertyNames(metatype.prototype)) {
        const handler: unknown = Object.getOwnPropertyDescriptor(metatype.prototype, name)?.value
        if (typeof handler !== 'function') continue
        const method: unknown = Reflect.getMetadata(METHOD_METADATA, handler)
        if (typeof method !== 'number') continue
        const policy = reflector.getAllAndOverride<Policy>(ACCESS, [handler, metatype])
        for (const prefix of prefixes)
          for (const path of textsIn(Reflect.getMetadata(PATH_METADATA, handler)))
            found.push({ method: RequestMethod[method] ?? '', path: joined(prefix, path), policy })
      }
    }
  }
  return found
}

/** What the router itself says it serves: `GET /api/v1/requests/*`, with a `*` for each parameter. HEAD goes with GET. */
export function servedRoutes(printed: string): readonly string[] {
  const parents: string[] = []
  const found = new Set<string>()
  for (const line of printed.split('\n')) {
    const [, indent = '', segment = '', methods = ''] = /^([│ ]*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? []
    if (segment === '') continue
    const depth = indent.length / 4
    const path = `${depth === 0 ? '' : (parents[depth - 1] ?? '')}${segment}`
    parents[depth] = path
    for (const method of methods.split(', ')) if (method !== '' && method !== 'HEAD') found.add(`${method} ${starred(path)}`)
  }
  return [...found].sort()
}

/** The path with a star for each parameter, as the router tells it and as a controller declares it. */
export function starred(path: string): string {
  return path.replace(/:[^/]+/g, '*')
}

function textsIn(value: unknown): readonly string[] {
  return typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : []
}

function joined(prefix: string, path: string): string {
  return `/${[prefix, path]
    .map((part) => part.replace(/^\/|\/$/g, ''))
    .filter((part) => part !== '')
    .join('/')}`
}

import type { INestApplicationContext, Type } from '@nestjs/common'
import { ApiProperty, ApiSchema, type ApiPropertyOptions, type ApiSchemaOptions } from '@nestjs/swagger'
import { plainToInstance } from 'class-transformer'
import { getMetadataStorage, IS_URL } from 'class-validator'
import { targetConstructorToSchema } from 'class-validator-jsonschema'
import { routesOf } from './routes-of.js'

interface Described {
  readonly type?: string
  readonly items?: Described
  readonly minItems?: number
  readonly maxItems?: number
  readonly $ref?: string
}

/** What JSON Schema calls otherwise. */
const toJsonSchema = { [IS_URL]: { type: 'string', format: 'uri' } } as const

/** Describes every body and query that a route takes by the very rules that validate it, so that the description cannot say anything else. */
export function describeInputs(app: INestApplicationContext): void {
  const known = new Map<string, Type>()
  for (const { controller, name } of routesOf(app)) {
    const taken = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) ?? []) as readonly unknown[]
    for (const type of taken) if (hasRules(type)) describeType(type, known)
  }
}

function hasRules(type: unknown): type is Type {
  return typeof type === 'function' && getMetadataStorage().getTargetValidationMetadatas(type, '', true, false).length > 0
}

function describeType(type: Type, known: Map<string, Type>): void {
  const namesake = known.get(type.name)
  if (namesake === type) return
  if (namesake !== undefined)
    throw new Error(`Two bodies or queries are called ${type.name}; the description could show but one.`)
  known.set(type.name, type)
  ApiSchema({ additionalProperties: false } as ApiSchemaOptions)(type)
  const { properties = {}, required = [] } = targetConstructorToSchema(type, { additionalConverters: toJsonSchema })
  const unasked = new type() as Readonly<Record<string, unknown>>
  for (const [name, schema] of Object.entries(properties as Readonly<Record<string, Described>>)) {
    const byDefault = unasked[name]
    const nested = nestedIn(type, name, schema)
    if (nested !== undefined) describeType(nested, known)
    ApiProperty({
      ...(nested === undefined ? ofKnownType(schema) : ofType(nested, schema)),
      required: required.includes(name) && byDefault === undefined,
      ...(byDefault === undefined ? {} : { default: byDefault }),
    } as ApiPropertyOptions)(type.prototype as object, name)
  }
}

/** Where the rules say nothing of the type, it is left open: Nest would guess. */
function ofKnownType({ $ref: _, ...schema }: Described): object {
  return schema.type === undefined && !('oneOf' in schema) ? { ...schema, anyOf: [{}] } : schema
}

function ofType(nested: Type, { minItems, maxItems, items }: Described): object {
  return { type: () => nested, ...(items === undefined ? {} : { isArray: true, minItems, maxItems }) }
}

/** The class that a nested body becomes. class-transformer keeps it to itself; so one is made and looked at. */
function nestedIn(type: Type, name: string, { $ref, items }: Described): Type | undefined {
  if ($ref === undefined && items?.$ref === undefined) return undefined
  const made = plainToInstance(type, { [name]: items === undefined ? {} : [{}] }) as Readonly<Record<string, unknown>>
  const [one] = [made[name]].flat() as readonly object[]
  return hasRules(one?.constructor) ? one.constructor : undefined
}

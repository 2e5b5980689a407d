import { Ajv } from 'ajv'
import formats from 'ajv-formats'

interface Described {
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: { readonly $ref?: string } }>> }
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: object
}

/** What is wrong with bodies by the description of the operations that take them; `undefined` of an operation whose body it does not describe. */
export function wrongByDescription(document: Document) {
  const ajv = new Ajv({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema({ $id: 'interface', components: document.components })
  return (method: string, path: string, body: unknown): readonly string[] | undefined => {
    const operation = document.paths[path.replace(/:([A-Za-z]+)/g, '{$1}')]?.[method.toLowerCase()]
    const $ref = operation?.requestBody?.content['application/json']?.schema.$ref
    if ($ref === undefined) return undefined
    const validate = ajv.compile({ $ref: `interface${$ref}` })
    return validate(body) ? [] : [`${method} ${path}: ${ajv.errorsText(validate.errors)}`]
  }
}

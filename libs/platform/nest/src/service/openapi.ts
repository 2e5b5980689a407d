import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger'
import { describeInputs } from './described-inputs.js'
import { refusals, refusalsOf } from './described-refusals.js'

/** OpenAPI 3.1 of this service at `/openapi.json`, and a page to browse it at `/docs`. */
export function serveOpenApi(
  app: NestFastifyApplication,
  { name, version }: { readonly name: string; readonly version: string },
): void {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`SPOC ${name}`)
    .setDescription(
      'The single point of contact platform. Errors are RFC 9457 problem details; lists are paged by cursor; commands take an Idempotency-Key and answer X-Log-Position.',
    )
    .setVersion(version)
    .addBearerAuth()
    .addCookieAuth('spoc_session')
    .build()
  describeInputs(app)
  SwaggerModule.setup('docs', app, () => withRefusals(SwaggerModule.createDocument(app, builder)), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: `SPOC ${name} API`,
  })
}

/** Says of every operation how it refuses: that is the same everywhere, and no route's to say. */
function withRefusals(document: OpenAPIObject): OpenAPIObject {
  for (const [path, methods] of Object.entries(document.paths))
    for (const operation of Object.values(methods as Readonly<Record<string, { responses: object }>>))
      Object.assign(operation.responses, refusalsOf(path))
  return { ...document, components: { ...document.components, ...refusals(document.components?.schemas) } }
}

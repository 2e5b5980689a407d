import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'

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
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, builder), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: `SPOC ${name} API`,
  })
}

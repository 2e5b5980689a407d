// The bare route that ours is measured against: Nest on Fastify, one POST that validates the same body and keeps nothing.
import 'reflect-metadata'
import { Body, Controller, HttpCode, Module, Post, ValidationPipe } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { NewRequest } from '@spoc/intake-feature'

let number = 0
class Route {
  create() {
    number += 1
    return { id: '0190a6c2-0000-7000-8000-000000000e01', number: `R-${number}`, position: String(number), revision: 0 }
  }
}
const decorate = (decorators, target, key, descriptor) => decorators.forEach((decorator) => decorator(target, key, descriptor))
Reflect.defineMetadata('design:paramtypes', [NewRequest], Route.prototype, 'create')
Body()(Route.prototype, 'create', 0)
decorate([Post(), HttpCode(201)], Route.prototype, 'create', Object.getOwnPropertyDescriptor(Route.prototype, 'create'))
Controller('api/v1/requests')(Route)
class Root {}
Module({ controllers: [Route] })(Root)

const app = await NestFactory.create(Root, new FastifyAdapter(), { logger: false })
app.useGlobalPipes(
  new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true }),
)
await app.listen(Number(process.argv[2]), '127.0.0.1')
process.send?.('ready')

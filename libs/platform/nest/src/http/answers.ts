import { applyDecorators } from '@nestjs/common'
import { ApiResponse } from '@nestjs/swagger'

/** Says in the description with which statuses a route may answer, where its method alone does not tell: `@Answers({ 201: …, 200: … })`. */
export const Answers = (descriptions: Readonly<Record<number, string>>): MethodDecorator =>
  applyDecorators(
    ...Object.entries(descriptions).map(([status, description]) => ApiResponse({ status: Number(status), description })),
  )

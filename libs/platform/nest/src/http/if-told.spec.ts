import { plainToInstance } from 'class-transformer'
import { IsString, validate } from 'class-validator'
import { IfTold } from './if-told.js'

class Remark {
  @IfTold()
  @IsString()
  reason?: string
}

const fieldsWrongIn = async (body: object) => (await validate(plainToInstance(Remark, body))).map(({ property }) => property)

describe('a field that may be left out', () => {
  it('is fine where it is left out, and where it keeps its rules', async () => {
    expect(await fieldsWrongIn({})).toEqual([])
    expect(await fieldsWrongIn({ reason: 'so' })).toEqual([])
  })

  it('is refused by its name where it is null, which is not left out', async () => {
    expect(await fieldsWrongIn({ reason: null })).toEqual(['reason'])
  })
})

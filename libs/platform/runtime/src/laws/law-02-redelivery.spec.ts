import { lampContract, lampStream, given, switched } from '../../test/lamps.js'
import { openWorkshop, type Workshop } from '../../test/workshop.js'

describe('law 2: the effect of one input on one stream is one append, and a known input is dropped before deciding', () => {
  let workshop: Workshop
  beforeEach(async () => {
    workshop = await openWorkshop()
  })
  afterEach(() => workshop.close())
  const open = () => workshop.process([], [lampContract]).streams
  const source = (revision: number) => ({ source: { stream: 'lamp-source', revision } })

  it('names the input in the metadata of the append', async () => {
    await open().change(lampStream, 'a', given(), () => [switched()], source(3))
    const [event] = await workshop.engines.log.readStream('lamp-a')
    expect(event?.metadata.source).toEqual({ stream: 'lamp-source', revision: 3 })
  })

  it('drops an input that comes again, though other events reached the stream since, in another process too', async () => {
    const first = await open().change(lampStream, 'a', given(), () => [switched()], source(3))
    await open().change(lampStream, 'a', given(), () => [switched()])
    const decide = jest.fn(() => [switched()])
    const again = await open().change(lampStream, 'a', given(), decide, source(3))
    expect(decide).not.toHaveBeenCalledWith(expect.objectContaining({ switched: 2 }), expect.anything(), expect.anything())
    expect(await workshop.engines.log.readStream('lamp-a')).toHaveLength(2)
    expect(again.position).toBeGreaterThanOrEqual(first.position)
  })

  it('drops an earlier input of the same source that comes late', async () => {
    const streams = open()
    await streams.change(lampStream, 'a', given(), () => [switched()], source(3))
    await streams.change(lampStream, 'a', given(), () => [switched()], source(2))
    expect(await workshop.engines.log.readStream('lamp-a')).toHaveLength(1)
  })

  it('takes the next input of the source, and the same revision of another source', async () => {
    const streams = open()
    await streams.change(lampStream, 'a', given(), () => [switched()], source(3))
    await streams.change(lampStream, 'a', given(), () => [switched()], source(4))
    await streams.change(lampStream, 'a', given(), () => [switched()], { source: { stream: 'lamp-other', revision: 3 } })
    expect(await workshop.engines.log.readStream('lamp-a')).toHaveLength(3)
  })
})

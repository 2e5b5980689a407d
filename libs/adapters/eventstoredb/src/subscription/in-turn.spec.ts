import { InTurn } from './in-turn.js'

describe('what the client tells between events', () => {
  it('is acted on at once where no event waits', () => {
    const acted: string[] = []
    new InTurn().afterBuffered(0, () => acted.push('mark'))
    expect(acted).toEqual(['mark'])
  })
  it('is acted on behind the events that waited when it was told', () => {
    const acted: string[] = []
    const turn = new InTurn()
    turn.receivedOne()
    turn.afterBuffered(2, () => acted.push('first'))
    turn.afterBuffered(3, () => acted.push('second'))
    turn.receivedOne()
    expect(acted).toEqual([])
    turn.receivedOne()
    expect(acted).toEqual(['first'])
    turn.receivedOne()
    expect(acted).toEqual(['first', 'second'])
  })
})

import { given } from '@spoc/platform-testing'
import { received } from '../../test/requests.js'
import { linkThread } from './link-thread.js'
import { requestStream } from './request-stream.js'

describe('linking a request to the thread its mail came by', () => {
  const linked = {
    type: 'intake.requests-linked.v1',
    data: { to: 'r2', relation: 'relates-to', reasons: ['A stranger wrote into it.'] },
  } as const
  const link = (request: Parameters<typeof linkThread>[0]) =>
    linkThread(request, { to: 'r2', relation: 'relates-to', reason: 'A stranger wrote into it.' })

  it('case Intake 2: is done whatever the accounts', () =>
    given(requestStream)(received({ accountId: undefined }))
      .when(link)
      .then(linked))
  it('changes nothing when it is done already', () => given(requestStream)(received(), linked).when(link).thenNothing())
  it('is not done on a request that there is not', () => given(requestStream)().when(link).thenRefused('request-unknown'))
})

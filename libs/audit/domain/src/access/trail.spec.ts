import { given } from '@spoc/platform-testing'
import type { AccessEvent, ProofEvent } from '@spoc/audit-contracts'
import { accessStream, exportBundle, proofStream, recordAccess } from './trail.js'

const bundle = { subject: 'req-1', events: 42, position: '4711', root: 'a'.repeat(64) }
const exported: ProofEvent = { type: 'audit.bundle-exported.v1', data: bundle }
const looked: AccessEvent = {
  type: 'audit.access-recorded.v1',
  data: { subject: 'req-1', to: 'as-of', asOf: '2026-01-12T16:00:00.000Z' },
}

describe('handing out a bundle', () => {
  it('puts its root and size on record', () =>
    given(proofStream)()
      .when((proof) => exportBundle(proof, bundle))
      .then(exported))
  it('changes nothing when the same is handed out again', () =>
    given(proofStream)(exported)
      .when((proof) => exportBundle(proof, { ...bundle, position: '4712' }))
      .thenNothing())
  it('refuses other content under the same id', () =>
    given(proofStream)(exported)
      .when((proof) => exportBundle(proof, { ...bundle, events: 41 }))
      .thenRefused('bundle-exported'))
  it('is about the subject of the bundle', () =>
    expect(proofStream.about({ is: 'exported', ...bundle }, 'proof-1')).toEqual({ subject: 'req-1' }))
})

describe('the access trail', () => {
  it('keeps every look, the same one twice too', () => {
    given(accessStream)()
      .when((access) => recordAccess(access, looked.data))
      .then(looked)
    given(accessStream)(looked)
      .when((access) => recordAccess(access, looked.data))
      .then(looked)
  })
  it('is about what was looked at', () =>
    expect(accessStream.about(accessStream.evolve(accessStream.initial, looked), 'x')).toEqual({ subject: 'req-1' }))
})

import {
  serviceFacts,
  type ContractFacts,
  type ServiceDetails,
  type ServiceEvent,
  type ServiceFacts,
} from '@spoc/directory-contracts'
import { given as givenOf } from '@spoc/platform-testing'
import { changeService } from './change-service.js'
import { installService } from './install-service.js'
import { retireService } from './retire-service.js'
import { serviceIdOf, type ServiceSurroundings } from './service-details.js'

const given = givenOf(serviceFacts)
const details = (some: Partial<ServiceDetails> = {}): ServiceDetails => ({
  accountId: 'nordlicht',
  contractId: 'contract',
  circuitId: 'BER-AMS-0042',
  class: 'gold',
  site: 'BER1',
  kind: 'circuit',
  dependsOn: [],
  ...some,
})
const installed = (some: Partial<ServiceDetails> = {}): ServiceEvent => ({
  type: 'directory.service-installed.v1',
  data: details(some),
})
const retired = (): ServiceEvent => ({ type: 'directory.service-retired.v1', data: { reason: 'terminated' } })
const other = (some: Partial<ServiceDetails> = {}): ServiceFacts => ({ is: 'installed', ...details(some) })
const known: ServiceSurroundings = {
  account: { is: 'registered', name: 'Nordlicht', zone: 'Europe/Berlin', mailDomains: [], duplicates: 'suggest' },
  contract: { is: 'signed', accountId: 'nordlicht' } as ContractFacts,
  services: new Map([
    [
      'site',
      { is: 'installed', circuitId: 'BER1', class: 'core', site: 'BER1', kind: 'site', dependsOn: ['upstream'] } as ServiceFacts,
    ],
    [
      'upstream',
      { is: 'installed', circuitId: 'UP1', class: 'core', site: 'BER1', kind: 'upstream', dependsOn: [] } as ServiceFacts,
    ],
    ['second', other({ dependsOn: ['third'] })],
    ['third', other({ dependsOn: ['first'] })],
    ['foreign', other({ accountId: 'suedwind' })],
  ]),
}
const install =
  (some: Partial<ServiceDetails> = {}, facts: ServiceSurroundings = known) =>
  (service: ServiceFacts) =>
    installService(service, { serviceId: 'first', service: details(some) }, facts)
const change =
  (some: Partial<ServiceDetails> = {}) =>
  (service: ServiceFacts) =>
    changeService(service, { serviceId: 'first', service: details(some) }, known)

describe('installing a service', () => {
  it('records its details', () => given().when(install()).then(installed()))
  it('lets it stand on the provider’s own sites and upstreams', () =>
    given()
      .when(install({ dependsOn: ['site'] }))
      .then(installed({ dependsOn: ['site'] })))
  it('changes nothing when the same is installed twice', () => given(installed()).when(install()).thenNothing())
  it('refuses other details under the same id', () =>
    given(installed())
      .when(install({ class: 'silver' }))
      .thenRefused('service-exists', 'circuitId'))
  it('refuses one that was retired', () =>
    given(installed(), retired()).when(install()).thenRefused('service-retired', 'circuitId'))
  it.each([
    [{ circuitId: '' }, 'field-missing', 'circuitId'],
    [{ class: '' }, 'field-missing', 'class'],
    [{ site: '' }, 'field-missing', 'site'],
    [{ accountId: 'suedwind' }, 'contract-of-another-account', 'contractId'],
    [{ dependsOn: ['site', 'first'] }, 'depends-on-itself', 'dependsOn.1'],
    [{ dependsOn: ['second'] }, 'depends-on-itself', 'dependsOn.0'],
    [{ dependsOn: ['nothing'] }, 'service-unknown', 'dependsOn.0'],
    [{ dependsOn: ['foreign'] }, 'service-of-another-account', 'dependsOn.0'],
  ] as const)('refuses %j as %s', (some, code, field) => given().when(install(some)).thenRefused(code, field))
  it('refuses a kind that there is not', () =>
    given()
      .when(install({ kind: 'teleport' as ServiceDetails['kind'] }))
      .thenRefused('kind-unknown', 'kind'))
  it('refuses an account that there is not', () =>
    given()
      .when(install({}, { ...known, account: { is: 'unknown' } }))
      .thenRefused('account-unknown', 'accountId'))
  it('refuses a contract that there is not', () =>
    given()
      .when(install({}, { ...known, contract: { is: 'unknown' } }))
      .thenRefused('contract-unknown', 'contractId'))
})

describe('changing a service', () => {
  it('records the details as they are from then on', () =>
    given(installed())
      .when(change({ class: 'silver' }))
      .then({ type: 'directory.service-changed.v1', data: details({ class: 'silver' }) }))
  it('changes nothing when nothing is different', () => given(installed()).when(change()).thenNothing())
  it('refuses another circuit id', () =>
    given(installed())
      .when(change({ circuitId: 'X' }))
      .thenRefused('circuit-id-fixed', 'circuitId'))
  it('refuses to close a circle of dependencies', () =>
    given(installed())
      .when(change({ dependsOn: ['second'] }))
      .thenRefused('depends-on-itself', 'dependsOn.0'))
  it('refuses one that was retired', () => given(installed(), retired()).when(change()).thenRefused('service-retired'))
  it('refuses one that there is not', () => given().when(change()).thenRefused('service-unknown'))
})

describe('retiring a service', () => {
  const retire = (service: ServiceFacts) => retireService(service, 'terminated')

  it('records the reason', () => given(installed()).when(retire).then(retired()))
  it('changes nothing the second time', () => given(installed(), retired()).when(retire).thenNothing())
  it('refuses one that there is not', () => given().when(retire).thenRefused('service-unknown'))
})

describe('the id of a service', () => {
  it('is the same however its circuit id is typed', () => expect(serviceIdOf(' ber-ams-0042')).toBe(serviceIdOf('BER-AMS-0042')))
})

import { SERVICES, type ServiceDetails, type ServiceDocument, type ServiceEvent } from '@spoc/directory-contracts'
import { projector } from '@spoc/platform-runtime'

const idOf = (stream: string) => stream.slice('service-'.length)

export const services = projector<ServiceDocument, ServiceEvent>({
  collection: SERVICES,
  version: 1,
  on: {
    'directory.service-installed.v1': ({ stream, data }, into) =>
      into.put(idOf(stream), () => document(idOf(stream), data, 'installed')),
    'directory.service-changed.v1': ({ stream, data }, into) =>
      into.put(idOf(stream), (found) => document(idOf(stream), data, found?.state ?? 'installed')),
    'directory.service-retired.v1': ({ stream }, into) =>
      into.put(idOf(stream), (found) => found && { ...found, state: 'retired' }),
  },
})

function document(_id: string, details: ServiceDetails, state: ServiceDocument['state']): ServiceDocument {
  return { _id, circuitKey: details.circuitId.trim().toUpperCase(), ...details, state }
}

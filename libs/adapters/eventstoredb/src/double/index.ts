export type { Calls } from './admission.js'
export { ClusterDouble } from './cluster-double.js'
export { EventStoreDouble, type EventStoreDoubleOptions } from './event-store-double.js'
export type { Weather } from './weather.js'

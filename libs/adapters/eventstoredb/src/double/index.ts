export { EventStoreDouble, type EventStoreDoubleOptions } from './event-store-double.js'
export type { Weather } from './weather.js'

export { openEventStoreDb, type EventStoreDbOptions } from './event-store-log.js'

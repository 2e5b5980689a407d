export * from './open-engines.js'
export * from './run-service.js'
export * from './version.js'
export * from './write-durably.js'

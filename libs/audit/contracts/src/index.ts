export * from './audit.events.js'
export * from './audit.facts.js'
export * from './read-models.js'

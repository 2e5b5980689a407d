export * from './figures.js'
export * from './read-models.js'
export * from './report.events.js'
export * from './report.facts.js'

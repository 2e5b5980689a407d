export * from './figures.js'
export * from './report.events.js'
export * from './report.facts.js'

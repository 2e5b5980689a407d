export * from './contract.js'
export * from './work.events.js'
export * from './work.facts.js'

export * from './contract.js'
export * from './notification-facts.js'
export * from './notification.events.js'

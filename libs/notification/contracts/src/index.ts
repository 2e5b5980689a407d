export * from './contract.js'
export * from './notification-facts.js'
export * from './notification.events.js'
export * from './read-models/notifications.js'

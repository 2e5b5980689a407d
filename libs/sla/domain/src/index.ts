export * from './business-time/index.js'

export * from './open-kafka-bus.js'

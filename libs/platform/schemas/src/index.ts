export * from './contract-files.js'
export * from './keeping.js'
export * from './compatibility.js'
export type { Schema } from './schema.js'

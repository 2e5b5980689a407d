export * from './blobs/open-mongo-blobs.js'
export * from './documents/open-mongo-documents.js'
export * from './keys/open-mongo-keys.js'

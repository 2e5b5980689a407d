export { FOLDER_FORMAT, FolderInUse, FolderUnreadable, openDataFolder, type DataFolder } from './folder/data-folder.js'
export { openEmbeddedEventLog } from './event-log/event-log.js'
export { BlobDamaged, openEmbeddedBlobs } from './blobs/blobs.js'
export { openEmbeddedKeys, WrongMasterKey } from './keys/keys.js'

import { createHash } from 'node:crypto'
import { BLOB_LIMIT_BYTES, type Blobs, EngineUnavailable, TooLarge } from '@spoc/platform-ports'
import { type Db, GridFSBucket, type GridFSFile, type MongoClient, MongoServerError, type ObjectId } from 'mongodb'
import { clientOf, DURABLE, PING_WITHIN_MS, withServer } from '../server.js'

export interface MongoBlobsOptions {
  readonly url: string
  readonly database: string
}

/** Blobs in GridFS, bucket `blobs`; the file's name is the checksum. Opening needs no server. */
export async function openMongoBlobs({ url, database }: MongoBlobsOptions): Promise<Blobs> {
  const client = clientOf(url, 'spoc-blobs')
  return new MongoBlobs(client, client.db(database))
}

const BUCKET = 'blobs'
const DUPLICATE = 11_000

class MongoBlobs implements Blobs {
  private readonly bucket: GridFSBucket
  private indexed: Promise<unknown> | undefined

  constructor(
    private readonly client: MongoClient,
    private readonly database: Db,
  ) {
    this.bucket = new GridFSBucket(database, { bucketName: BUCKET, writeConcern: DURABLE })
  }

  async put(bytes: Uint8Array): Promise<string> {
    if (bytes.byteLength > BLOB_LIMIT_BYTES) throw new TooLarge('A blob', bytes.byteLength, BLOB_LIMIT_BYTES)
    const sha256 = checksum(bytes)
    await withServer('blobs', async () => {
      await this.index()
      if ((await this.durable(sha256)) === undefined) await this.upload(sha256, bytes)
    })
    return sha256
  }

  get(sha256: string): Promise<Uint8Array | undefined> {
    return withServer('blobs', async () => {
      const file = await this.files().findOne({ filename: sha256 })
      const bytes = file === null ? undefined : await this.download(file)
      if (bytes !== undefined && checksum(bytes) !== sha256)
        throw new Error(`Blob ${sha256} is damaged: its bytes have another checksum.`)
      return bytes
    })
  }

  has(sha256: string): Promise<boolean> {
    return withServer(
      'blobs',
      async () => (await this.files().findOne({ filename: sha256 }, { projection: { _id: 1 } })) !== null,
    )
  }

  async remove(sha256: string): Promise<void> {
    await withServer('blobs', async () => {
      const file = await this.files().findOneAndDelete({ filename: sha256 }, { writeConcern: DURABLE })
      if (file !== null) await this.removeChunks(file._id)
    })
  }

  async ping(): Promise<void> {
    await withServer('blobs', () => this.database.command({ ping: 1 }, { timeoutMS: PING_WITHIN_MS }))
  }

  close(): Promise<void> {
    return this.client.close()
  }

  /** Each upload has chunks of its own and becomes a file last: of several that put the same bytes, the index lets one through. */
  private async upload(sha256: string, bytes: Uint8Array): Promise<void> {
    const stream = this.bucket.openUploadStream(sha256)
    try {
      await new Promise<void>((resolve, reject) => {
        stream.once('finish', () => resolve())
        stream.once('error', reject)
        stream.end(bytes)
      })
    } catch (error) {
      if (!(error instanceof MongoServerError) || error.code !== DUPLICATE) throw error
      const kept = await this.durable(sha256)
      // The driver sends again what a lost connection left in doubt: then the file that is in the way may be this one.
      if (kept?._id.equals(stream.id)) return
      await this.removeChunks(stream.id)
      // Or one of its chunks was.
      if (kept === undefined) throw new EngineUnavailable('blobs', error)
    }
  }

  private async download(file: GridFSFile): Promise<Uint8Array | undefined> {
    try {
      const parts: Buffer[] = []
      for await (const part of this.bucket.openDownloadStream(file._id)) parts.push(Buffer.from(part))
      return new Uint8Array(Buffer.concat(parts))
    } catch (error) {
      // Removed while it was read: it is not there. Chunks that are missing of a file that is there are damage.
      if ((await this.files().findOne({ _id: file._id })) === null) return undefined
      throw error
    }
  }

  private async durable(sha256: string): Promise<GridFSFile | undefined> {
    return (await this.files().findOne({ filename: sha256 }, { readConcern: { level: 'majority' } })) ?? undefined
  }

  private async removeChunks(fileId: ObjectId): Promise<void> {
    await this.database.collection(`${BUCKET}.chunks`).deleteMany({ files_id: fileId }, { writeConcern: DURABLE })
  }

  private files() {
    return this.database.collection<GridFSFile>(`${BUCKET}.files`)
  }

  private async index(): Promise<void> {
    this.indexed ??= this.files().createIndex({ filename: 1 }, { unique: true, name: 'one_for_each_checksum' })
    try {
      await this.indexed
    } catch (error) {
      this.indexed = undefined
      throw error
    }
  }
}

function checksum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

import { EngineUnavailable } from '@spoc/platform-ports'
import { MongoNetworkError, MongoServerError } from 'mongodb'
import { withServer } from './server.js'

const failing = (error: unknown): Promise<never> => withServer('documents', () => Promise.reject(error))

describe('failures of MongoDB', () => {
  it.each([
    ['a lost connection', new MongoNetworkError('connection closed')],
    ['a lost connection in a bulk write, which wraps it', new MongoServerError(new MongoNetworkError('connection closed'))],
    ['a primary that steps down', new MongoServerError({ message: 'not primary', code: 10107 })],
    ['a server that shuts down', new MongoServerError({ message: 'shutdown', code: 91 })],
  ])('are an absent engine: %s', (_, error) => expect(failing(error)).rejects.toThrow(EngineUnavailable))

  it('are passed on where another try would fail alike', () => {
    const refused = new MongoServerError({ message: 'no such index', code: 27 })
    return expect(failing(refused)).rejects.toBe(refused)
  })
})

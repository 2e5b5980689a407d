import { connect, Socket } from 'node:net'
import type { ISocketFactory } from 'kafkajs'

/** The connections of one client, to be cut as its process would by dying: the broker hears nothing more of it. */
export class Cable {
  private readonly sockets = new Set<Socket>()
  private isCut = false

  readonly connect: ISocketFactory = ({ host, port, onConnect }) => {
    if (this.isCut) return new Socket().destroy(new Error('the cable is cut'))
    const socket = connect({ host, port }, onConnect)
    socket.setKeepAlive(true, 60_000)
    this.sockets.add(socket)
    socket.once('close', () => this.sockets.delete(socket))
    return socket
  }

  cut(): void {
    this.isCut = true
    for (const socket of this.sockets) socket.destroy()
  }
}

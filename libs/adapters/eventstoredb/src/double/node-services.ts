import features from '@eventstore/db-client/generated/serverfeatures_pb.js'
import gossip from '@eventstore/db-client/generated/gossip_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import type { handleUnaryCall } from '@grpc/grpc-js'

const VERSION = '23.10.0.0'
const STREAMS = ['read', 'append', 'delete', 'tombstone', 'batchappend']

/** ServerFeatures/GetSupportedMethods: batchappend in this list is what makes the client use it. */
export const supportedMethods: handleUnaryCall<shared.Empty, features.SupportedMethods> = (_call, answer) => {
  const methods = STREAMS.map((method) =>
    new features.SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName(method),
  )
  answer(null, new features.SupportedMethods().setEventStoreServerVersion(VERSION).setMethodsList(methods))
}

/** Gossip/Read: one node that leads itself; asked for by `esdb+discover://` only. */
export function gossipOf(instanceId: string, port: () => number): handleUnaryCall<shared.Empty, gossip.ClusterInfo> {
  return (_call, answer) => {
    const member = new gossip.MemberInfo()
      .setInstanceId(new shared.UUID().setString(instanceId))
      .setState(gossip.MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port()))
    answer(null, new gossip.ClusterInfo().setMembersList([member]))
  }
}

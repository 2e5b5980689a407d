import features from '@eventstore/db-client/generated/serverfeatures_pb.js'
import gossip from '@eventstore/db-client/generated/gossip_pb.js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import type { handleUnaryCall } from '@grpc/grpc-js'
import type { Member, Membership } from './membership.js'

const VERSION = '23.10.0.0'
const STREAMS = ['read', 'append', 'delete', 'tombstone', 'batchappend']

/** ServerFeatures/GetSupportedMethods: batchappend in this list is what makes the client use it. */
export const supportedMethods: handleUnaryCall<shared.Empty, features.SupportedMethods> = (_call, answer) => {
  const methods = STREAMS.map((method) =>
    new features.SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName(method),
  )
  answer(null, new features.SupportedMethods().setEventStoreServerVersion(VERSION).setMethodsList(methods))
}

/** Gossip/Read: the members and who leads them; asked for by `esdb+discover://` and where several hosts are named only. */
export function gossipOf(membership: () => Membership): handleUnaryCall<shared.Empty, gossip.ClusterInfo> {
  return (_call, answer) => {
    const { members, leader } = membership()
    answer(null, new gossip.ClusterInfo().setMembersList(members.map((member) => infoOf(member, member.port === leader?.port))))
  }
}

function infoOf({ instanceId, port, alive }: Member, leads: boolean): gossip.MemberInfo {
  const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState
  return new gossip.MemberInfo()
    .setInstanceId(new shared.UUID().setString(instanceId))
    .setState(leads ? LEADER : FOLLOWER)
    .setIsAlive(alive)
    .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port))
}

// The parts of a server, for whoever puts one together without its listener: the simulation. Programs that want a whole
// server take `startServer`.

export { type Identity, TokenRefused, TokenVerifier } from './auth/token-verifier.ts'
export { LocalBus } from './bus/local-bus.ts'
export { Chat } from './domain/chat.ts'
export { Committer } from './domain/committer.ts'
export { DomainError } from './domain/domain-error.ts'
export { presentMessage } from './domain/present.ts'
export type { MemberRow, MessageRow } from './domain/rows.ts'
export type { Needs, Unit } from './domain/unit.ts'
export type { Verb } from './domain/verb.ts'
export { putConversation, removeMember, setConversationStatus } from './domain/verbs/put-conversation.ts'
export { putJob } from './domain/verbs/put-job.ts'
export { putUser, revokeUser } from './domain/verbs/put-user.ts'
export { Gateway, type GatewayLimits } from './gateway/gateway.ts'
export type { Session, Socket } from './gateway/session.ts'
export { KeyedBuckets } from './limits/token-bucket.ts'

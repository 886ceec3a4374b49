// The protocol for clients: types, limits, errors, and the rules small enough to ship. No schema library behind it.

export { CLOSE, type CloseReason } from './close-codes.ts'
export type {
  Audience,
  ConversationFilter,
  EndpointBody,
  EndpointName,
  EndpointParams,
  EndpointQuery,
  EndpointResult,
} from './endpoints.ts'
export type {
  Block,
  Conversation,
  ConversationStatus,
  Job,
  JobStatus,
  Member,
  MemberState,
  Message,
  MessageKind,
  Reaction,
  Report,
  ReportReason,
  Role,
  SearchHit,
  Settings,
  SystemEvent,
  TextPart,
  User,
} from './entities.ts'
export { ERRORS, type ErrorCode, type ErrorInfo, isErrorCode } from './errors.ts'
export type { CatchUpPage, DownFrame, DownType, HistoryPage, SyncPage } from './frames-down.ts'
export type { UpFrame, UpType } from './frames-up.ts'
export * from './limits.ts'
export { SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from './subprotocol.ts'
export { isClean, isLabel, refuseText } from './text.ts'
export { OLDEST_PROTOCOL_VERSION, PROTOCOL_HISTORY, PROTOCOL_VERSION } from './version.ts'

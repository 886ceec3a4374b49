// Entry `@jobline/client/around`.

export type { AroundSnapshot, AroundTarget, MessagesAround, Quote, Quotes } from './around.ts'
export { createMessagesAround } from './create-around.ts'
export { createQuotes } from './create-quotes.ts'

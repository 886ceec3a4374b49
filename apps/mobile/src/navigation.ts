// The ways through the app, by address.

import { router } from 'expo-router'

/** @param message_id to open it at */
export const openChat = (conversation_id: string, message_id?: string): void =>
  router.push(`/chat/${conversation_id}${message_id === undefined ? '' : `?at=${message_id}`}`)
export const openSettings = (): void => router.push('/settings')
/** To where the person came from; to the list where they came by a link. */
export const closeScreen = (): void => (router.canGoBack() ? router.back() : router.replace('/'))

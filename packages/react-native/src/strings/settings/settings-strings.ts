// What is said in the settings and behind them: preferences, the connection, blocking and reporting. A part of the table of
// strings, in files of its own.

import type { ConnectionState, OutboxItem } from '@jobline/client'
import type { ReportReason } from '@jobline/client/people'

export interface SettingsStrings {
  readonly settings: {
    readonly title: string
    readonly account: string
    readonly signed_in: string
    readonly sign_out: string
    readonly theme: string
    readonly theme_auto: string
    readonly theme_auto_text: string
    readonly theme_light: string
    readonly theme_dark: string
    readonly language: string
    /** Of the app, and through it of the device. */
    readonly language_auto: string
    readonly alerts: string
    readonly sound: string
    readonly sound_text: string
    readonly haptics: string
    readonly haptics_text: string
    readonly privacy: string
    readonly read_receipts: string
    readonly read_receipts_text: string
    readonly presence: string
    readonly presence_text: string
    readonly needs_connection: string
    readonly not_saved: string
    /** In place of what a setting means, while nobody here knows whether it is on. */
    readonly unknown: string
    readonly unknown_offline: string
    readonly not_loaded: string
    readonly retry: string
    readonly retrying: string
    readonly data: string
    readonly data_saver: string
    readonly data_saver_text: string
    readonly about: string
    readonly version: string
  }
  readonly connection_page: {
    readonly title: string
    /** Of this device to the server, in a word or two. */
    readonly state: Readonly<Record<ConnectionState, string>>
    readonly live_text: string
    readonly offline_text: string
    readonly retry_in: (seconds: number) => string
    readonly device: string
    readonly transport: string
    readonly transport_socket: string
    readonly transport_polling: string
    readonly last_live: string
    readonly now: string
    readonly never: string
    readonly storage: string
    readonly storage_kept: string
    readonly storage_session: string
    readonly storage_full: string
    readonly waiting: string
    readonly nothing_waits: string
    /** How many of one kind wait. */
    readonly kind: Readonly<Record<OutboxItem['kind'], (count: number) => string>>
    /** What one of them is. */
    readonly kind_one: Readonly<Record<Exclude<OutboxItem['kind'], 'send'>, string>>
    readonly open_chat: (name: string) => string
    readonly report: string
    readonly report_text: string
    readonly report_show: string
    readonly report_hide: string
    readonly save: string
    readonly share: string
    readonly saved: string
  }
  readonly block: {
    /** An act of a menu. */
    readonly block: (name: string) => string
    readonly unblock: (name: string) => string
    readonly title: (name: string) => string
    /** What it means, sentence by sentence. */
    readonly silent: string
    readonly theirs: string
    readonly unseen: string
    readonly yours: string
    readonly confirm: string
    readonly take_back: string
    readonly blocked: string
    readonly panel: (name: string) => string
    readonly did_block: (name: string) => string
    readonly did_unblock: (name: string) => string
    readonly failed: string
    readonly list_title: string
    readonly list_text: string
    readonly empty_title: string
    readonly empty_text: string
    readonly since: (when: string) => string
    readonly list_offline: string
    readonly list_failed: string
  }
  readonly report: {
    readonly report: (name: string) => string
    readonly message: string
    readonly title: (name: string) => string
    readonly messages: string
    readonly messages_text: string
    readonly no_messages: string
    readonly chosen: (count: number) => string
    readonly reason: string
    readonly reasons: Readonly<Record<ReportReason, string>>
    readonly note: string
    readonly note_placeholder: string
    readonly private: string
    readonly send: string
    readonly sending: string
    readonly pick_reason: string
    readonly offline: string
    readonly failed: string
    readonly thanks_title: string
    readonly thanks_text: string
    readonly done: string
  }
}

// The English table, and with it the type of every other table. A string with a number or a name in it
// is a function, so each language words its own plural. Errors and system events are keyed by the
// protocol's own names.

import type { ErrorCode, JobStatus } from '@jobline/protocol'
import { en } from 'make-plural/cardinals'
import { type ChatMoreWords, ENGLISH_CHAT } from './chat-words.ts'
import { ENGLISH_MESSAGE, type MessageWords } from './message-words.ts'
import { ENGLISH_REACTIONS, type ReactionWords } from './reaction-words.ts'
import { englishSettings } from './settings/en.ts'
import type { SettingsStrings } from './settings/settings-strings.ts'
import { type Direction, type Wording, wording } from './wording.ts'

export interface Strings extends SettingsStrings {
  /** What the words are in, `es`; for screen readers and for tables of an app's own. */
  readonly language: string
  /** BCP 47 tag, `es-MX`, for dates and numbers. */
  readonly locale: string
  readonly direction: Direction

  readonly conversations: {
    readonly title: string
    readonly filter_label: string
    readonly filter_active: string
    readonly filter_unread: string
    readonly filter_archived: string
    readonly list_label: string
    readonly you: string
    readonly pinned: string
    readonly muted: string
    readonly photo: string
    readonly file: string
    readonly deleted: string
    readonly no_messages: string
    readonly draft: string
    readonly refresh: string
    readonly refresh_failed: string
    readonly empty_active_title: string
    readonly empty_active_text: string
    readonly empty_unread_title: string
    readonly empty_unread_text: string
    readonly empty_archived_title: string
    readonly empty_archived_text: string
    readonly pick_title: string
    readonly pick_text: string
  }
  /** What can be done with a conversation of the list, and what is said once it is done. */
  readonly list: {
    readonly settings: string
    /** Of the button that opens the menu of a row. */
    readonly more: (name: string) => string
    readonly archive: string
    readonly unarchive: string
    readonly pin: string
    readonly unpin: string
    readonly mute: string
    readonly unmute: string
    readonly mark_read: string
    readonly mark_unread: string
    /** Under the signs behind a row that is pulled aside: one short word each. */
    readonly swipe_read: string
    readonly swipe_unread: string
    readonly swipe_unarchive: string
    readonly mute_title: string
    readonly mute_hours: string
    readonly mute_week: string
    readonly mute_always: string
    readonly did_archive: string
    readonly did_unarchive: string
    readonly did_pin: string
    readonly did_unpin: string
    readonly did_mute: string
    readonly did_unmute: string
    readonly undo: string
    readonly refreshed: string
    readonly show_active: string
    readonly unreached_title: string
    readonly unreached_text: string
  }
  /** Of sheets, menus and screens with a way back. */
  readonly overlay: {
    readonly close: string
    readonly back: string
    readonly cancel: string
    readonly more: string
  }
  readonly search: {
    readonly label: string
    readonly clear: string
    readonly results: string
    /** Headings of the two sections of results. */
    readonly conversations: string
    readonly messages: string
    readonly searching: string
    readonly none_title: string
    readonly none_text: string
    readonly device: string
    readonly failed_title: string
    readonly failed_text: string
    readonly retry: string
    readonly more: string
    readonly found_conversations: (count: number) => string
    readonly found_messages: (count: number) => string
  }
  readonly chat: {
    readonly back: string
    readonly messages_label: string
    readonly online: string
    readonly offline: string
    readonly last_seen: (when: string) => string
    readonly typing: string
    readonly person_typing: (name: string) => string
    readonly load_older: string
    readonly loading_older: string
    readonly beginning: string
    readonly empty_title: string
    readonly empty_text: (name: string) => string
    readonly unread_divider: string
    readonly jump_to_end: string
    readonly closed: string
    readonly unknown_title: string
    readonly unknown_text: string
    readonly edited: string
    readonly deleted: string
    readonly deleted_own: string
    readonly retry: string
    readonly discard: string
    readonly somebody: string
  }
  /** Of one message and what can be done with it. */
  readonly message: MessageWords
  readonly reactions: ReactionWords
  readonly chat_more: ChatMoreWords
  readonly composer: {
    readonly label: string
    readonly placeholder: string
    readonly send: string
    readonly left: (count: number) => string
  }
  readonly connection: {
    readonly offline: string
    readonly offline_waiting: (count: number) => string
    readonly connecting: string
    readonly syncing: string
    readonly try_now: string
    readonly sign_in: string
    readonly signed_out: string
    readonly update_needed: string
    readonly stopped: string
  }
  readonly storage: {
    readonly session: string
    readonly full: string
    readonly lost: string
    readonly understood: string
  }
  readonly sign_out: {
    /** A heading: how many messages and changes were not sent. */
    readonly unsent: (count: number) => string
    readonly lost: string
    readonly cancel: string
    readonly anyway: string
  }
  readonly status: {
    readonly queued: string
    readonly sending: string
    readonly sent: string
    readonly delivered: string
    readonly read: string
    readonly failed: string
  }
  readonly job: {
    readonly label: string
    readonly status: Readonly<Record<JobStatus, string>>
  }
  /** Sentences of system messages. */
  readonly event: {
    readonly conversation_opened: string
    readonly conversation_closed: string
    readonly conversation_reopened: string
    readonly member_removed: (name: string) => string
    readonly member_removed_you: string
    readonly job_status_changed: (to: string) => string
    /** An event of a newer server that this version has no words for. */
    readonly unknown: string
  }
  readonly time: {
    readonly today: string
    readonly yesterday: string
    readonly at: (day: string, time: string) => string
  }
  /** What screen readers hear of things that sighted people see. */
  readonly spoken: {
    readonly unread: (count: number) => string
    readonly new_below: (count: number) => string
    readonly message_own: (text: string, time: string, status: string) => string
    readonly message_other: (name: string, text: string, time: string) => string
    /** Between the things said of a row. */
    readonly pause: string
  }
  readonly error: Partial<Readonly<Record<ErrorCode, string>>> & { readonly unknown: string }
}

/** @param locale English of a region, for its numbers and dates */
export const english = (locale = 'en'): Strings => words(wording(locale, 'ltr', en))

const words = ({ locale, count, name, number }: Wording<ReturnType<typeof en>>): Strings => ({
  ...englishSettings({ count, name }),
  language: 'en',
  locale,
  direction: 'ltr',
  conversations: {
    title: 'Messages',
    filter_label: 'Show',
    filter_active: 'Active',
    filter_unread: 'Unread',
    filter_archived: 'Archived',
    list_label: 'Conversations',
    you: 'You',
    pinned: 'Pinned',
    muted: 'Muted',
    photo: 'Photo',
    file: 'File',
    deleted: 'Message deleted',
    no_messages: 'No messages yet',
    draft: 'Draft:',
    refresh: 'Refresh',
    refresh_failed: 'Could not refresh. Check your connection and try again.',
    empty_active_title: 'No conversations yet',
    empty_active_text: 'When you apply for a job, or somebody applies for yours, the two of you can talk about it here.',
    empty_unread_title: 'You are all caught up',
    empty_unread_text: 'Conversations with new messages appear here.',
    empty_archived_title: 'Nothing archived',
    empty_archived_text: 'Conversations that you archive are kept here.',
    pick_title: 'Choose a conversation',
    pick_text: 'Pick one from the list to read it and reply.',
  },
  list: {
    settings: 'Settings',
    more: (person) => `More for ${name(person)}`,
    archive: 'Archive',
    unarchive: 'Move out of the archive',
    pin: 'Pin',
    unpin: 'Unpin',
    mute: 'Mute',
    unmute: 'Unmute',
    mark_read: 'Mark as read',
    mark_unread: 'Mark as unread',
    swipe_read: 'Read',
    swipe_unread: 'Unread',
    swipe_unarchive: 'Restore',
    mute_title: 'Mute for how long?',
    mute_hours: '8 hours',
    mute_week: '1 week',
    mute_always: 'Always',
    did_archive: 'Archived',
    did_unarchive: 'Moved out of the archive',
    did_pin: 'Pinned to the top',
    did_unpin: 'No longer pinned',
    did_mute: 'Muted',
    did_unmute: 'No longer muted',
    undo: 'Undo',
    refreshed: 'Up to date',
    show_active: 'Show active conversations',
    unreached_title: 'Could not load your conversations',
    unreached_text: 'Check your connection. They will appear by themselves as soon as you are online.',
  },
  overlay: {
    close: 'Close',
    back: 'Back',
    cancel: 'Cancel',
    more: 'More',
  },
  search: {
    label: 'Search people, jobs, words',
    clear: 'Clear the search',
    results: 'Search results',
    conversations: 'Conversations',
    messages: 'Messages',
    searching: 'Searching…',
    none_title: 'Nothing found',
    none_text: 'Try fewer words, or other ones: a name, a job, a place, something that was said.',
    device: 'Only what is kept on this device is searched while you are offline.',
    failed_title: 'Messages could not be searched',
    failed_text: 'People and jobs were. Check your connection and try again.',
    retry: 'Try again',
    more: 'Show more',
    found_conversations: (found) => count(found, { one: '# conversation', other: '# conversations' }),
    found_messages: (found) => count(found, { one: '# message', other: '# messages' }),
  },
  chat: {
    back: 'Back to conversations',
    messages_label: 'Messages',
    online: 'online',
    offline: 'offline',
    last_seen: (when) => `last seen ${name(when)}`,
    typing: 'typing…',
    person_typing: (person) => `${name(person)} is typing`,
    load_older: 'Show earlier messages',
    loading_older: 'Loading earlier messages…',
    beginning: 'This is where your conversation begins',
    empty_title: 'Say hello',
    empty_text: (person) => `Nobody has written yet. Your first message to ${name(person)} starts here.`,
    unread_divider: 'New messages',
    jump_to_end: 'Go to the newest message',
    closed: 'This conversation is closed. You can still read it.',
    unknown_title: 'Conversation not found',
    unknown_text: 'It may have been removed, or it belongs to another account.',
    edited: 'edited',
    deleted: 'Message deleted',
    deleted_own: 'You deleted this message',
    retry: 'Try again',
    discard: 'Delete',
    somebody: 'Somebody',
  },
  message: ENGLISH_MESSAGE({ name }),
  reactions: ENGLISH_REACTIONS({ name }),
  chat_more: ENGLISH_CHAT({ name, number }),
  composer: {
    label: 'Message',
    placeholder: 'Message',
    send: 'Send',
    left: (room) => (room < 0 ? `${number(-room)} too many` : `${number(room)} left`),
  },
  connection: {
    offline: 'You are offline',
    offline_waiting: (waiting) => `Offline · ${number(waiting)} waiting to be sent`,
    connecting: 'Connecting…',
    syncing: 'Getting new messages…',
    try_now: 'Try now',
    sign_in: 'Sign in',
    signed_out: 'You have been signed out. Sign in again to continue.',
    update_needed: 'This version is too old for the server. Update to continue.',
    stopped: 'The chat has stopped.',
  },
  storage: {
    session: 'Messages are not kept on this device. What is not sent is lost when you close this.',
    full: 'This device is out of space. New messages may not be kept on it.',
    lost: 'The storage of this device was damaged. Messages you had not sent yet may be lost.',
    understood: 'OK',
  },
  sign_out: {
    unsent: (unsent) => count(unsent, { one: '# message or change was not sent', other: '# messages or changes were not sent' }),
    lost: 'If you sign out now, what was not sent is deleted from this device and nobody gets it.',
    cancel: 'Cancel',
    anyway: 'Sign out anyway',
  },
  status: {
    queued: 'Waiting to be sent',
    sending: 'Sending',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
    failed: 'Not sent',
  },
  job: {
    label: 'Job',
    status: {
      open: 'Open',
      applied: 'Applied',
      accepted: 'Accepted',
      in_progress: 'In progress',
      completed: 'Completed',
      cancelled: 'Cancelled',
      disputed: 'Disputed',
    },
  },
  event: {
    conversation_opened: 'The conversation was opened',
    conversation_closed: 'The conversation was closed',
    conversation_reopened: 'The conversation was reopened',
    member_removed: (person) => `${name(person)} was removed from the conversation`,
    member_removed_you: 'You were removed from the conversation',
    job_status_changed: (to) => `Job status: ${name(to)}`,
    unknown: 'Something changed that this version cannot show',
  },
  time: {
    today: 'Today',
    yesterday: 'Yesterday',
    at: (day, time) => `${day} ${time}`,
  },
  spoken: {
    unread: (unread) => count(unread, { one: '# unread message', other: '# unread messages' }),
    new_below: (below) => count(below, { one: '# new message', other: '# new messages' }),
    message_own: (text, time, status) => `You: ${name(text)}, ${time}, ${status}`,
    message_other: (person, text, time) => `${name(person)}: ${name(text)}, ${time}`,
    pause: ', ',
  },
  error: {
    blocked: 'You have blocked this person. Unblock them to send it.',
    text_empty: 'There is nothing to send.',
    text_too_long: 'This message is too long.',
    text_invalid: 'This message holds characters that cannot be sent.',
    conversation_closed: 'The conversation is closed.',
    not_found: 'This conversation is no longer open to you.',
    not_yours: 'Only the person who wrote a message can change it.',
    not_editable: 'Only words can be edited.',
    too_many_reactions: 'You can put up to six different reactions on a message.',
    id_conflict: 'Please write it again.',
    rate_limited: 'Too many messages at once. It will be sent in a moment.',
    storage_full: 'The server is full. It will be sent later.',
    unavailable: 'The server is busy. It will be sent in a moment.',
    unknown: 'This message could not be sent.',
  },
})

export const ENGLISH: Strings = english()

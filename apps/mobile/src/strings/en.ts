// The English words of the reference app itself, and with them the type of its tables; those of the screens are in the kit's.

import type { Role } from '@jobline/protocol'

export const ENGLISH = {
  name: 'Jobline',
  signing_in: 'Signing in…',
  pick_title: 'Who are you today?',
  pick_text: 'This is the demo. Pick a person; open a second tab to be somebody else and write to each other.',
  roles: { worker: 'Workers', client: 'Clients' } satisfies Record<Role, string>,
  other_people: 'People',
  not_demo_title: 'Sign in through your marketplace',
  not_demo_text: 'This server is not in demo mode, so nobody can be picked here. Open the chat from the marketplace that runs it.',
  unreachable_title: 'The server cannot be reached',
  unreachable_text: 'Check that it is running, then try again.',
  unknown_title: 'The demo has nobody of this name',
  unknown_text: 'Pick somebody from the list instead.',
  pairing_title: 'This is another machine',
  pairing_text: 'The demo signs in without a password, so from here it asks for the code that its server printed when it started.',
  pairing_refused: 'That is not the code. It is printed when the server starts, and a new one each time.',
  pairing_label: 'Code',
  pairing_enter: 'Enter',
  try_again: 'Try again',
  show_people: 'Show the people',
  switch_person: (name: string) => `Signed in as ${name}. Switch person`,
  lost_title: 'There is nothing here',
  lost_text: 'The address may be mistyped.',
  home: 'Go to your messages',
  title: (unread: number) => (unread > 0 ? `(${unread}) Jobline` : 'Jobline'),
}

export type AppStrings = typeof ENGLISH

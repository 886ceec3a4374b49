// Whom blocking and reporting are about.

import type { Member } from '@jobline/protocol'

export type Person = Pick<Member, 'user_id' | 'name'>

// The state of an own message as a sign: clock, one tick, two ticks, two bright ticks, a warning. Colour
// is never the only difference: read ticks are also bolder, and every use says the word for screen readers.

import type { DeliveryStatus } from '@jobline/client'
import { replaceable } from '../../providers/replaceable.tsx'
import { Icon, type IconName } from '../basics/Icon.tsx'

export interface StatusTicksProps {
  readonly status: DeliveryStatus
  readonly color: string
  readonly read_color: string
  readonly failed_color?: string
  readonly size?: number
}

const SIGN: Readonly<Record<DeliveryStatus, IconName>> = {
  queued: 'clock',
  sending: 'clock',
  sent: 'check',
  delivered: 'checks',
  read: 'checks',
  failed: 'alert',
}

export const StatusTicks = replaceable(
  'StatusTicks',
  function StatusTicks({ status, color, read_color, failed_color = color, size = 13 }: StatusTicksProps) {
    const ink = status === 'read' ? read_color : status === 'failed' ? failed_color : color
    return <Icon name={SIGN[status]} size={size} color={ink} weight={status === 'read' ? 1.9 : 1.4} />
  },
)

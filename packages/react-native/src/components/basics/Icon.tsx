// The few signs of the chat, drawn from boxes: sharp at every size, coloured by the theme, no font to load
// and no native module. Decoration only: whoever uses one says in words what it means.

import type { ReactNode } from 'react'
import { View, type ViewStyle } from 'react-native'

export type IconName = 'check' | 'checks' | 'clock' | 'alert' | 'back' | 'down' | 'up' | 'send' | 'pin' | 'muted' | 'bubble'

interface IconProps {
  readonly name: IconName
  /** Points; `checks` is wider than high. */
  readonly size?: number
  readonly color: string
  readonly weight?: number
}

export function Icon({ name, size = 16, color, weight = Math.max(1.5, size / 10) }: IconProps) {
  return (
    <View
      aria-hidden
      style={{
        width: name === 'checks' ? size * 1.2 : size,
        height: size,
        alignItems: 'center',
        justifyContent: 'center',
        pointerEvents: 'none',
      }}
    >
      {SHAPES[name]({ size, color, weight })}
    </View>
  )
}

interface Pen {
  readonly size: number
  readonly color: string
  readonly weight: number
}

/** Two sides of a box, turned: check marks and chevrons are this. */
function corner(pen: Pen, width: number, height: number, turn: number, place: ViewStyle = {}): ReactNode {
  return (
    <View
      style={{
        width: pen.size * width,
        height: pen.size * height,
        borderColor: pen.color,
        borderLeftWidth: pen.weight,
        borderBottomWidth: pen.weight,
        transform: [{ rotate: `${turn}deg` }],
        ...place,
      }}
    />
  )
}

const box = (pen: Pen, style: ViewStyle, children?: ReactNode): ReactNode => (
  <View style={{ borderColor: pen.color, alignItems: 'center', justifyContent: 'center', ...style }}>{children}</View>
)

const ring = (pen: Pen, share: number, children?: ReactNode): ReactNode =>
  box(pen, { width: pen.size * share, height: pen.size * share, borderRadius: pen.size, borderWidth: pen.weight }, children)

const bar = (pen: Pen, width: number, height: number, place: ViewStyle = {}): ReactNode => (
  <View style={{ position: 'absolute', width, height, borderRadius: pen.weight, backgroundColor: pen.color, ...place }} />
)

const SHAPES: Readonly<Record<IconName, (pen: Pen) => ReactNode>> = {
  check: (pen) => corner(pen, 0.68, 0.36, -45, { marginTop: -pen.size * 0.22 }),
  // The second tick stands beside the first: parallel, its short side hidden behind the long one.
  checks: (pen) => (
    <>
      {corner(pen, 0.68, 0.36, -45, { position: 'absolute', left: pen.size * 0.04, top: pen.size * 0.2 })}
      {corner(pen, 0.68, 0.12, -45, { position: 'absolute', left: pen.size * 0.485, top: pen.size * 0.405 })}
    </>
  ),
  clock: (pen) =>
    ring(
      pen,
      0.86,
      <>
        {bar(pen, pen.weight, pen.size * 0.26, { bottom: '50%' })}
        {bar(pen, pen.size * 0.22, pen.weight, { left: '50%', marginLeft: -pen.weight / 2, top: '50%', marginTop: -pen.weight })}
      </>,
    ),
  alert: (pen) =>
    ring(
      pen,
      0.94,
      <>
        {bar(pen, pen.weight * 1.2, pen.size * 0.34, { top: pen.size * 0.12 })}
        {bar(pen, pen.weight * 1.4, pen.weight * 1.4, { bottom: pen.size * 0.1 })}
      </>,
    ),
  back: (pen) => corner(pen, 0.48, 0.48, 45, { marginLeft: pen.size * 0.2 }),
  down: (pen) => corner(pen, 0.48, 0.48, -45, { marginTop: -pen.size * 0.22 }),
  up: (pen) => corner(pen, 0.48, 0.48, 135, { marginTop: pen.size * 0.22 }),
  send: (pen) => (
    <>
      {bar(pen, pen.weight * 0.9, pen.size * 0.74, { top: pen.size * 0.14 })}
      {corner(pen, 0.46, 0.46, 135, { position: 'absolute', top: pen.size * 0.2 })}
    </>
  ),
  pin: (pen) => (
    <View style={{ transform: [{ rotate: '40deg' }], alignItems: 'center' }}>
      <View
        style={{
          width: pen.size * 0.38,
          height: pen.size * 0.42,
          borderTopLeftRadius: 2,
          borderTopRightRadius: 2,
          backgroundColor: pen.color,
        }}
      />
      <View style={{ width: pen.size * 0.64, height: pen.weight, borderRadius: 1, backgroundColor: pen.color }} />
      <View style={{ width: pen.weight * 0.8, height: pen.size * 0.3, backgroundColor: pen.color }} />
    </View>
  ),
  muted: (pen) => ring(pen, 0.86, bar(pen, pen.size * 0.8, pen.weight, { transform: [{ rotate: '-45deg' }] })),
  bubble: (pen) =>
    box(
      pen,
      {
        width: pen.size * 0.9,
        height: pen.size * 0.72,
        borderRadius: pen.size * 0.26,
        borderBottomLeftRadius: pen.weight,
        borderWidth: pen.weight,
      },
      <View style={{ flexDirection: 'row', gap: pen.size * 0.09 }}>
        {[0, 1, 2].map((dot) => (
          <View
            key={dot}
            style={{ width: pen.weight * 1.3, height: pen.weight * 1.3, borderRadius: pen.weight, backgroundColor: pen.color }}
          />
        ))}
      </View>,
    ),
}

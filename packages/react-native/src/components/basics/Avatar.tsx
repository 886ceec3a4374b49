// A person: photo, or initials on a colour that stays with the person, and a dot while online.
// Silent to screen readers: the name always stands beside it in words.

import { useState } from 'react'
import { Image, Text, type TextStyle, View } from 'react-native'
import { useDataSaver } from '../../providers/preferences.tsx'
import { replaceable } from '../../providers/replaceable.tsx'
import { initialsOf } from '../../strings/sentences.ts'
import { useTheme } from '../../theme/theme.tsx'

export interface AvatarProps {
  readonly user_id: string
  readonly name: string
  readonly avatar_url?: string | undefined
  readonly online?: boolean
  readonly size?: number
  /** What the avatar stands on: the dot's ring has this colour. */
  readonly ground?: string
}

export const Avatar = replaceable('Avatar', function Avatar({ user_id, name, avatar_url, online = false, size = 52, ground }: AvatarProps) {
  const { colors, type } = useTheme()
  const [broken, setBroken] = useState<string>()
  const saves_data = useDataSaver()
  const dot = Math.round(size * 0.27)
  const shape = { width: size, height: size, borderRadius: size * 0.36 }
  const fill = colors.avatars[hash(user_id) % colors.avatars.length]
  return (
    <View aria-hidden style={{ width: size, height: size }}>
      <View style={{ ...shape, backgroundColor: fill, alignItems: 'center', justifyContent: 'center', overflow: 'hidden' }}>
        <Text
          allowFontScaling={false}
          style={{
            ...family(type.name),
            color: '#FFFFFF',
            fontSize: size * 0.36,
            fontWeight: '600',
            letterSpacing: 0.2,
            userSelect: 'none',
          }}
        >
          {initialsOf(name)}
        </Text>
        {avatar_url && avatar_url !== broken && !saves_data ? (
          <Image source={{ uri: avatar_url }} style={{ ...shape, position: 'absolute' }} onError={() => setBroken(avatar_url)} />
        ) : null}
      </View>
      {online ? (
        <View
          testID="presence-dot"
          style={{
            position: 'absolute',
            end: -2,
            bottom: -2,
            width: dot + 5,
            height: dot + 5,
            borderRadius: dot,
            borderWidth: 2.5,
            borderColor: ground ?? colors.surface,
            backgroundColor: colors.online,
          }}
        />
      ) : null}
    </View>
  )
})

/** FNV-1a, its halves folded. Stable: a person's colour is the same on every device and in every year. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return (value ^ (value >>> 16)) >>> 0
}

/** An app's own font, where it has one. */
const family = ({ fontFamily }: TextStyle): TextStyle => (fontFamily === undefined ? {} : { fontFamily })

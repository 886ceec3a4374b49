// Three dots, and the menu that belongs to them.

import { useRef, useState } from 'react'
import { View } from 'react-native'
import { IconButton } from '../basics/IconButton.tsx'
import { Menu, type MenuItem } from './Menu.tsx'
import type { Box } from './menu-place.ts'

export interface MenuButtonProps {
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly testID: string
}

export function MenuButton({ label, items, testID }: MenuButtonProps) {
  const place = useRef<View>(null)
  const [anchor, setAnchor] = useState<Box>()
  const [open, setOpen] = useState(false)
  const press = () => {
    place.current?.measureInWindow((x, y, width, height) => setAnchor({ x, y, width, height }))
    setOpen(true)
  }
  return (
    <View ref={place}>
      <IconButton icon="more" label={label} testID={testID} aria-haspopup="menu" aria-expanded={open} onPress={press} />
      <Menu open={open} label={label} items={items} anchor={anchor} onClose={() => setOpen(false)} testID={`${testID}-items`} />
    </View>
  )
}

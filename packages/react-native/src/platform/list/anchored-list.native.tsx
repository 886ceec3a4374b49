// The long list on phones, on Legend List: it keeps the content in place with the system's own support,
// which a scroll view in JavaScript cannot do between two frames.

import { LegendList, type LegendListRef, type LegendListRenderItemProps } from '@legendapp/list/react-native'
import { type ReactElement, useCallback, useImperativeHandle, useRef } from 'react'
import { StyleSheet } from 'react-native'
import { useReducedMotion } from '../reduced-motion.ts'
import type { AnchoredListProps } from './anchored-list-props.ts'
import { END_WITHIN } from './place.ts'
import { rowsTop } from './rows-top.ts'

const OPENING_TOP = 8

export function AnchoredList<Row>(props: AnchoredListProps<Row>) {
  const { ref, rows, keyOf, renderRow, row_height, header, footer, anchor, opening, onStartNear, onEndNear, onPull, pulling, onMove } =
    props
  const { label, test_id, follows_end = true, inset_top = 0 } = props
  const list = useRef<LegendListRef>(null)
  const animated = !useReducedMotion()
  const around = useRef({ header: 0, footer: 0 })
  const renderItem = useCallback(({ item }: LegendListRenderItemProps<Row>) => renderRow(item) as ReactElement, [renderRow])
  const onMetrics = useCallback((metrics: { headerSize: number; footerSize: number }) => {
    around.current = { header: metrics.headerSize, footer: metrics.footerSize }
  }, [])

  useImperativeHandle(
    ref,
    () => ({
      scrollToEnd: () => void list.current?.scrollToEnd({ animated }),
      scrollToRow: (index, where = 'top') =>
        void list.current?.scrollToIndex({
          index,
          animated: false,
          ...(where === 'top' ? { viewOffset: inset_top + OPENING_TOP } : { viewPosition: 0.35 }),
        }),
      takeFocus() {},
      look() {
        const state = list.current?.getState()
        if (!state || state.scrollLength === 0) return undefined
        const height = state.scrollLength
        const [last_top, last_height] = [state.positionAtIndex(rows.length - 1), state.sizeAtIndex(rows.length - 1)]
        const rows_end = last_top === undefined || last_height === undefined ? undefined : last_top + last_height
        return {
          offset: state.scroll - rowsTop({ height, content: state.contentLength, inset_top, ...around.current, rows_end }),
          height,
          first: state.start,
          last: state.end,
          topOf: (index) => state.positionAtIndex(index) ?? Number.POSITIVE_INFINITY,
          heightOf: (index) => state.sizeAtIndex(index) ?? 0,
          at_end: state.contentLength - height - state.scroll <= END_WITHIN,
        }
      },
    }),
    [inset_top, rows.length, animated],
  )

  return (
    <LegendList
      ref={list}
      data={rows}
      keyExtractor={keyOf}
      renderItem={renderItem}
      // Drawn items are kept as they are for as long as their row and this stay the same: a new renderer alone draws none again.
      extraData={renderRow}
      recycleItems
      estimatedItemSize={row_height}
      drawDistance={600}
      {...(anchor === 'end' ? { alignItemsAtEnd: true, maintainVisibleContentPosition: true, maintainScrollAtEnd: follows_end } : {})}
      {...(opening !== undefined
        ? { initialScrollIndex: { index: opening, viewPosition: 0, viewOffset: inset_top + OPENING_TOP } }
        : { initialScrollAtEnd: anchor === 'end' })}
      onStartReached={onStartNear}
      onStartReachedThreshold={1}
      onEndReached={onEndNear}
      onEndReachedThreshold={1}
      contentContainerStyle={{ paddingTop: inset_top }}
      onScroll={onMove}
      onLayout={onMove}
      onItemSizeChanged={onMove}
      onLoad={onMove}
      onMetricsChange={onMetrics}
      refreshing={pulling ?? false}
      {...(onPull ? { onRefresh: onPull } : {})}
      ListHeaderComponent={header}
      ListFooterComponent={footer}
      style={styles.list}
      accessibilityLabel={label}
      testID={test_id}
      keyboardShouldPersistTaps="handled"
      keyboardDismissMode="interactive"
    />
  )
}

const styles = StyleSheet.create({ list: { flex: 1 } })

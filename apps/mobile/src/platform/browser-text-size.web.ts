// The browser's own font size, as its settings would set it: for the gallery, which shows what a setting does.

import { useLayoutEffect } from 'react'

/** @param percent of the usual size; undefined leaves the browser's */
export function useBrowserTextSize(percent: number | undefined): void {
  useLayoutEffect(() => {
    document.documentElement.style.fontSize = percent === undefined ? '' : `${percent}%`
  }, [percent])
}

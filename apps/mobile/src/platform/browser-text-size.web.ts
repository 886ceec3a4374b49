// The browser's own font size, as its settings would set it: for the gallery, which shows what a setting does.

/**
 * Before anything is laid out in it, as with a setting.
 *
 * @param percent of the usual size; undefined leaves the browser's
 */
export function setBrowserTextSize(percent: number | undefined): void {
  document.documentElement.style.fontSize = percent === undefined ? '' : `${percent}%`
}

// A group of things is one stop of the Tab key in a browser; arrows lead on inside it.

/** Props of one of them. @param is_stop it is the one that Tab comes to */
export const tabStop = (is_stop: boolean): object => ({ tabIndex: is_stop ? 0 : -1 })

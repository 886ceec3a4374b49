// A phone has no arrows to lead on: everything is reached by itself. On Android `tabIndex: -1` would take the press along.

export const tabStop = (_is_stop: boolean): object => NONE

const NONE = {}

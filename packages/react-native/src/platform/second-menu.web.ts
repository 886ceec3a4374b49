// A menu that leads to a second one at its place. In a browser that is a new one, which takes the focus to its first act.

/** For `key`. */
export const menuKey = (name: string): string => name

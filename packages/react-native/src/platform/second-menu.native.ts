// A menu that leads to a second one at its place. On a phone it stays and shows other acts: to go and come again would take
// twice as long, and iOS shows none while another goes.

/** For `key`. */
export const menuKey = (_name: string): string => 'menu'

// On phones a pull at the upper end of the list loads earlier messages.

export const pullToLoad = (loading: boolean, onLoad: () => void): object => ({ refreshing: loading, onRefresh: onLoad })

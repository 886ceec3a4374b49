// A browser has no pull gesture on a list; earlier messages load on scrolling up and by the button above them.

export const pullToLoad = (_loading: boolean, _onLoad: () => void): object => ({})

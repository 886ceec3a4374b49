// What a scroll area needs in a browser: it takes the focus, so that arrow and page keys scroll it,
// and says what it is. The list library draws plain elements here, so these are the element's own names.

export const listBox = (label: string, test_id: string): object => ({
  tabIndex: 0,
  role: 'region',
  'aria-label': label,
  'data-testid': test_id,
})

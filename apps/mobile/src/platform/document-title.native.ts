// A phone shows no title; the count stands on the app's icon.

export function useDocumentTitle(_title: string): void {}

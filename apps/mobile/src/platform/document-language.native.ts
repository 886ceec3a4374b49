// A phone has no page; the kit turns the screens.

export function useDocumentLanguage(_language: string, _direction: 'ltr' | 'rtl'): void {}

// Money of a job: minor units and an ISO currency, written by the device's rules.

/** `350000, PHP` → `₱3,500`; cents are shown only where there are some. The code stands in for an unknown currency. */
export function money(minor: number, currency: string, locale: string): string {
  try {
    const plain = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    const digits = plain.resolvedOptions().maximumFractionDigits ?? 2
    const amount = minor / 10 ** digits
    if (!Number.isInteger(amount)) return plain.format(amount)
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: 0,
      maximumFractionDigits: 0,
    }).format(amount)
  } catch {
    // A device without this currency's data: two digits are what nearly all have.
    return `${currency} ${minor / 100}`
  }
}

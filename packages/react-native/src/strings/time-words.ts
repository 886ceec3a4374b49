// Times as a person says them: a clock time today, "Yesterday", a weekday within the week, else a date.
// Pure: the moment "now" is always handed in. Uses Intl.DateTimeFormat only, which Hermes has;
// neither PluralRules nor RelativeTimeFormat. Nothing relative to minutes, so nothing has to tick.

import type { Strings } from './en.ts'
import { languageOf, localeFor } from './languages.ts'

export interface TimeWords {
  /** `9:38 AM` or `09:38`, as the device's region writes it. */
  clock(at: number): string
  /** In the conversation list: clock, yesterday, weekday, date. */
  listed(at: number, now: number): string
  /** Between bubbles: Today, Yesterday, `Thursday`, `14 November`, with the year where it is not this one. */
  day(at: number, now: number): string
  /** After "last seen": the clock time, with the day where it was not today. */
  seen(at: number, now: number): string
  /** Of a job: the day, and the time. */
  appointment(at: number, now: number): string
  /** Whole date and time, for screen readers and tooltips. */
  full(at: number): string
}

/** @param device the languages of the device, best first: their region decides how the table's language writes times */
export function timeWords(strings: Pick<Strings, 'locale' | 'time'>, device: readonly string[]): TimeWords {
  const locale = localeFor(strings.locale, device)
  // Two people agree on a day here; some regions' own calendar would show each of them another date.
  const calendar = languageOf(locale) === 'ar' ? { calendar: 'gregory' } : {}
  const format = (options: Intl.DateTimeFormatOptions) => {
    let made: Intl.DateTimeFormat | undefined
    // Made on first use: each costs a millisecond or more on a cheap phone.
    return (at: number) => {
      made ??= new Intl.DateTimeFormat(locale, { ...options, ...calendar })
      return made.format(at)
    }
  }
  const clock = format({ hour: 'numeric', minute: '2-digit' })
  const weekday_short = format({ weekday: 'short' })
  const weekday = format({ weekday: 'long' })
  const date_short = format({ day: 'numeric', month: 'short' })
  const date_short_year = format({ day: 'numeric', month: 'short', year: 'numeric' })
  const date = format({ day: 'numeric', month: 'long' })
  const date_year = format({ day: 'numeric', month: 'long', year: 'numeric' })
  const full = format({ dateStyle: 'full', timeStyle: 'short' })
  const sameYear = (a: number, b: number) => new Date(a).getFullYear() === new Date(b).getFullYear()
  const shortDate = (at: number, now: number) => (sameYear(at, now) ? date_short(at) : date_short_year(at))
  const { today, yesterday, at: dayAt } = strings.time

  return {
    clock,
    full,
    listed(at, now) {
      const days = daysBetween(at, now)
      if (days <= 0) return clock(at)
      if (days === 1) return yesterday
      return days < 7 ? weekday_short(at) : shortDate(at, now)
    },
    day(at, now) {
      const days = daysBetween(at, now)
      if (days <= 0) return today
      if (days === 1) return yesterday
      if (days < 7) return weekday(at)
      return sameYear(at, now) ? date(at) : date_year(at)
    },
    seen(at, now) {
      const days = daysBetween(at, now)
      if (days <= 0) return clock(at)
      if (days === 1) return dayAt(yesterday.toLocaleLowerCase(locale), clock(at))
      return days < 7 ? dayAt(weekday_short(at), clock(at)) : shortDate(at, now)
    },
    appointment(at, now) {
      const days = daysBetween(at, now)
      if (days === 0) return dayAt(today, clock(at))
      if (days === 1) return dayAt(yesterday, clock(at))
      return dayAt(days < 0 && days > -7 ? weekday_short(at) : shortDate(at, now), clock(at))
    },
  }
}

/** Midnights between two moments, by the device's calendar; negative where `at` is a later day than `now`. */
export function daysBetween(at: number, now: number): number {
  // Noon of each day: a day with a change of the clock has 23 or 25 hours, but noon stays within half a day.
  return Math.round((noonOf(now) - noonOf(at)) / 86_400_000)
}

/** The last day that was asked for: messages stand in order, and a long chat asks a hundred thousand times. */
let day = { from: 0, to: 0, noon: 0 }

/** One number for each calendar day of the device. */
export function dayOf(at: number): number {
  if (at >= day.from && at < day.to) return day.noon
  const date = new Date(at)
  const midnight = (days: number) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime()
  day = { from: midnight(0), to: midnight(1), noon: noonOf(at) }
  return day.noon
}

function noonOf(at: number): number {
  const date = new Date(at)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate(), 12).getTime()
}

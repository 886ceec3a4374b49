// Listens to a page: every sound that it starts, as the browser decoded it. Nothing is replaced; the call goes on.

import type { BrowserContext, Page } from '@playwright/test'

export interface Sound {
  /** s */
  readonly duration: number
  /** Of the samples, 1 is the most. */
  readonly loudest: number
  readonly state: AudioContextState
}

type Listening = typeof globalThis & { heard: Sound[]; ended: number; is_ready: boolean }

/** Before the first page opens. */
export async function listenTo(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const page = globalThis as Listening
    page.heard = []
    page.ended = 0
    page.is_ready = false
    const decode = AudioContext.prototype.decodeAudioData
    AudioContext.prototype.decodeAudioData = async function (this: AudioContext, ...data) {
      const buffer = await decode.apply(this, data)
      page.is_ready = true
      return buffer
    }
    const start = AudioBufferSourceNode.prototype.start
    AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, ...when) {
      const samples = this.buffer?.getChannelData(0) ?? new Float32Array()
      const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
      page.heard.push({ duration: this.buffer?.duration ?? 0, loudest, state: this.context.state as AudioContextState })
      this.addEventListener('ended', () => {
        page.ended++
      })
      return start.apply(this, when)
    }
  })
}

export const heardBy = (page: Page): Promise<Sound[]> => page.evaluate(() => (globalThis as Listening).heard)
/** Sounds that were played to their end. */
export const endedOn = (page: Page): Promise<number> => page.evaluate(() => (globalThis as Listening).ended)
/** Touched, and some moments later: its sound could be heard now. */
export const isReady = (page: Page): Promise<boolean> => page.evaluate(() => (globalThis as Listening).is_ready)

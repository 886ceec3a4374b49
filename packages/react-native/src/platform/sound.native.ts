// The sound of a new message on a phone, by expo-audio. It mixes with music and obeys the mute switch. Nothing where the
// app has no expo-audio.

/// <reference path="./wav.d.ts" />

import type { AudioPlayer } from 'expo-audio'
import file from '../../assets/new-message.wav'

const audio = load()
let player: AudioPlayer | undefined

export const canSound = (): boolean => audio !== undefined

/** Loads it, so that the first message is not late. */
export function prepareSound(): () => void {
  try {
    player ??= audio?.createAudioPlayer(file as number)
    void audio?.setAudioModeAsync({ playsInSilentMode: false, interruptionMode: 'mixWithOthers' }).catch(() => {})
  } catch {
    // A phone without sound.
  }
  return () => {}
}

export function playSound(): void {
  prepareSound()
  void player
    ?.seekTo(0)
    .then(() => player?.play())
    .catch(() => {})
}

function load(): typeof import('expo-audio') | undefined {
  try {
    // Inside of `try` Metro takes a package for one that may be missing.
    return require('expo-audio') as typeof import('expo-audio')
  } catch {
    return undefined
  }
}

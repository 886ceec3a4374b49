// Scenes of the gallery that need a hand play in browsers only.

export interface Step {
  readonly test_id: string
  readonly how: 'click' | 'menu' | 'type' | 'scroll'
  readonly text?: string
}

export function play(_steps: readonly Step[]): () => void {
  return () => {}
}

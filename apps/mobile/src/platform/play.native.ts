// Scenes of the gallery that need a hand play in browsers only.

export interface Step {
  readonly test_id: string
  /** `settle`: only waits until it is busy no more. */
  readonly how: 'click' | 'menu' | 'type' | 'scroll' | 'settle'
  readonly text?: string
}

export function play(_steps: readonly Step[]): () => void {
  return () => {}
}

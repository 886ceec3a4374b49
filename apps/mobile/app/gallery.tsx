import { Redirect } from 'expo-router'
import { lazy, Suspense } from 'react'

// Only in development, or where a build asks for it: the condition is constant, so other builds drop the code.
const shown = __DEV__ || process.env.EXPO_PUBLIC_GALLERY === '1'
const Gallery = shown ? lazy(async () => ({ default: (await import('../src/gallery/gallery.tsx')).Gallery })) : undefined

export default function GalleryRoute() {
  return Gallery ? (
    <Suspense>
      <Gallery />
    </Suspense>
  ) : (
    <Redirect href="/" />
  )
}

import { Redirect } from 'expo-router'
import { lazy, Suspense } from 'react'

// In development, or where a build asks for it. The condition stands here whole, so that other builds drop the import.
const Gallery =
  __DEV__ || process.env.EXPO_PUBLIC_GALLERY === '1'
    ? lazy(async () => ({ default: (await import('../src/gallery/gallery.tsx')).Gallery }))
    : undefined

export default function GalleryRoute() {
  return Gallery ? (
    <Suspense>
      <Gallery />
    </Suspense>
  ) : (
    <Redirect href="/" />
  )
}

import { Redirect } from 'expo-router'
import { lazy, Suspense } from 'react'

/** Absent from builds for people: see metro.config.js. */
const Gallery = lazy(async () => ({ default: (await import('../src/gallery/gallery.tsx')).Gallery ?? Nowhere }))

const Nowhere = () => <Redirect href="/" />

export default function GalleryRoute() {
  return (
    <Suspense>
      <Gallery />
    </Suspense>
  )
}

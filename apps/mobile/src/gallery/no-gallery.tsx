// Takes the place of the gallery in a build for people; metro.config.js says when.

export const Gallery = undefined

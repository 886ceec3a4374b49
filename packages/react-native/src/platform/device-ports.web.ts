// A browser tells of its network and of its page by itself: the client listens to both.

import type { Ports } from '@jobline/client'

export const devicePorts = (): Partial<Ports> => ({})

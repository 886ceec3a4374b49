// A phone has no page that it came from: the build names the server, e.g. http://192.168.1.20:8001.

export const serverUrl = (): string => process.env.EXPO_PUBLIC_JOBLINE_URL ?? 'http://localhost:8001'

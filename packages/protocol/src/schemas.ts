// Everything that needs the schema library: for the server, tools and tests. Clients import '.', which is types and light code.

export * from './endpoints.ts'
export * from './entities.ts'
export * from './frames-down.ts'
export * from './frames-up.ts'

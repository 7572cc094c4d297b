import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { runProcess } from './platform/index.js';
import { createWebApp } from './web.app.js';

await runProcess('web', 20_000, async (config, logger) => {
  const app = await createWebApp(config, logger);
  await app.listen({ port: config.PORT, host: config.HOST });
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { port, stop: () => app.close() };
});

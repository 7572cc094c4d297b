import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../identity/index.js';
import { Config, notFound } from '../../platform/index.js';
import { brandFiles, builtFiles, type AssetFile } from '../shell/index.js';

/** What browsers load for the pages, from memory. A name stands for one content for ever. */
@ApiExcludeController()
@Controller('assets')
@Public()
export class AssetsController {
  private readonly files: ReadonlyMap<string, AssetFile>;

  constructor(config: Config) {
    this.files = new Map([...builtFiles(), ...brandFiles(config.brand).files]);
  }

  @Get(':name')
  file(
    @Param('name') name: string,
    @Headers('accept-encoding') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Buffer {
    const file = this.files.get(name);
    if (!file) throw notFound('file');
    void reply
      .header('Content-Type', file.type)
      .header('Cache-Control', 'public, max-age=31536000, immutable')
      .header('Vary', 'Accept-Encoding');
    const encodings = (accepted ?? '').split(',').map((one) => one.split(';', 1)[0]?.trim());
    for (const [encoding, bytes] of [
      ['br', file.br],
      ['gzip', file.gz],
    ] as const)
      if (bytes && encodings.includes(encoding)) {
        void reply.header('Content-Encoding', encoding);
        return bytes;
      }
    return file.bytes;
  }
}

import { Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../identity/index.js';
import { Page, paths, personOf, seeOther, show, type PageAnswer, type SeeOther } from '../shell/index.js';
import { frontPage } from './front.view.js';

/** What somebody sees who opens the address in a browser; who is signed in goes to their work. */
@Page()
@Public()
export class FrontController {
  @Get()
  page(@Req() request: FastifyRequest): PageAnswer | SeeOther {
    return personOf(request) ? seeOther(paths.myWork()) : show('front', frontPage);
  }
}

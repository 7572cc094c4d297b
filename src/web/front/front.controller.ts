import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../identity/index.js';
import { FRONT_PAGE, FRONT_STYLE } from './front.page.js';

/** What somebody sees who opens the address in a browser. */
@ApiExcludeController()
@Controller()
@Public()
export class FrontController {
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(): string {
    return FRONT_PAGE;
  }

  @Get('assets/front.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  style(): string {
    return FRONT_STYLE;
  }
}

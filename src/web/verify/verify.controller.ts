import {
  Body,
  Catch,
  Controller,
  Get,
  Header,
  Headers,
  Post,
  Query,
  Redirect,
  Res,
  UseFilters,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { RateLimit, Public } from '../../identity/index.js';
import { hashFile, Problem, TakesFile } from '../../platform/index.js';
import { VERIFICATION_LIMITS, VerificationQueries } from '../../reporting/index.js';
import { renderVerifyPage, VERIFY_SCRIPT, VERIFY_STYLE } from './verify.page.js';
import { presentForm, presentResult, readCode, type VerifyProblem } from './verify.view.js';

/** Of whatever is pasted, so that it can be shown again beside what is wrong with it. */
const query = z.object({ code: z.string().max(2000).optional().catch('') });

/** What is refused on the way here is said on the page as well, to somebody who sees no JSON. */
@Catch(Problem)
class VerifyProblemFilter implements ExceptionFilter<Problem> {
  catch(problem: Problem, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (problem.retryAfter !== undefined) void reply.header('Retry-After', String(problem.retryAfter));
    const field = problem.status === 413 || problem.status === 400 ? 'file' : null;
    refuse(reply, problem.status, { field, message: problem.message });
  }
}

/** Where anybody checks a copy of a report: by the code in it, or by the file. */
@ApiExcludeController()
@Controller()
@Public()
export class VerifyController {
  constructor(private readonly verifications: VerificationQueries) {}

  @Get('verify')
  @RateLimit('verification', VERIFICATION_LIMITS.perMinute)
  @UseFilters(VerifyProblemFilter)
  @Header('Content-Type', 'text/html; charset=utf-8')
  // With no-referrer a browser would hide from us that the form below was sent from this page.
  @Header('Referrer-Policy', 'same-origin')
  async page(
    @Query({ schema: query }) { code }: z.infer<typeof query>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    if (code === undefined) return renderVerifyPage(presentForm());
    const read = readCode(code);
    if ('message' in read) {
      void reply.status(422);
      return renderVerifyPage(presentForm({ field: 'code', message: read.message }, code));
    }
    return renderVerifyPage(presentResult(read.sha256, await this.verifications.of(read.sha256)));
  }

  /** For browsers without the script: the file is hashed as it arrives, kept nowhere, and its code is asked for like any other. */
  @Post('verify')
  @RateLimit('verification', VERIFICATION_LIMITS.perMinute)
  @UseFilters(VerifyProblemFilter)
  @TakesFile(VERIFICATION_LIMITS.fileBytes)
  @Redirect(undefined, 303)
  async file(
    @Body() body: AsyncIterable<Buffer>,
    @Headers('content-type') contentType: string,
  ): Promise<{ url: string }> {
    const { sha256, size } = await hashFile(body, contentType);
    if (size === 0)
      throw new Problem({ code: 'no-file', status: 400, detail: 'Choose a file that is not empty.' });
    return { url: `/verify?code=${sha256}` };
  }

  @Get('assets/verify.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  style(): string {
    return VERIFY_STYLE;
  }

  @Get('assets/verify.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  script(): string {
    return VERIFY_SCRIPT;
  }
}

function refuse(reply: FastifyReply, status: number, problem: VerifyProblem): void {
  void reply
    .status(status)
    .header('Content-Type', 'text/html; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .header('Referrer-Policy', 'same-origin')
    .send(renderVerifyPage(presentForm(problem)));
}

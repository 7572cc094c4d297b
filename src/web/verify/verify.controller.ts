import {
  Body,
  Catch,
  Get,
  Headers,
  Injectable,
  Post,
  Query,
  UseFilters,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { RateLimit, Public } from '../../identity/index.js';
import { Config, hashFile, Problem, TakesFile } from '../../platform/index.js';
import { VERIFICATION_LIMITS, VerificationQueries } from '../../reporting/index.js';
import {
  NoTwin,
  Page,
  PAGE_HEADERS,
  paths,
  plainFrame,
  renderPage,
  seeOther,
  show,
  withQuery,
  type PageAnswer,
  type SeeOther,
} from '../shell/index.js';
import { presentForm, presentResult, readCode } from './verify.presenter.js';

/** Of whatever is pasted, so that it can be shown again beside what is wrong with it. */
const query = z.object({ code: z.string().max(2000).optional().catch('') });

/** What is refused on the way here is said beside the form. */
@Injectable()
@Catch(Problem)
class VerifyProblemFilter implements ExceptionFilter<Problem> {
  constructor(private readonly config: Config) {}

  catch(problem: Problem, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    if (problem.retryAfter !== undefined) void reply.header('Retry-After', String(problem.retryAfter));
    const field = problem.status === 413 || problem.status === 400 ? 'file' : null;
    const view = presentForm({ field, message: problem.message });
    const frame = plainFrame(http.getRequest<FastifyRequest>(), this.config);
    void reply
      .status(problem.status)
      .headers(PAGE_HEADERS)
      .send(renderPage('verify', view, frame));
  }
}

/** Where anybody checks a copy of a report: by the code in it, or by the file. */
@Page('verify')
@Public()
@UseFilters(VerifyProblemFilter)
@RateLimit('verification', VERIFICATION_LIMITS.perMinute)
export class VerifyController {
  constructor(private readonly verifications: VerificationQueries) {}

  @Get()
  async page(@Query({ schema: query }) { code }: z.infer<typeof query>): Promise<PageAnswer> {
    if (code === undefined) return show('verify', presentForm());
    const read = readCode(code);
    if ('message' in read)
      return show('verify', presentForm({ field: 'code', message: read.message }, code), 422);
    return show('verify', presentResult(read.sha256, await this.verifications.of(read.sha256)));
  }

  /** For browsers without the script: the file is hashed as it arrives, kept nowhere, and its code is asked for like any other. */
  @Post()
  @TakesFile(VERIFICATION_LIMITS.fileBytes)
  @NoTwin('the API answers the file itself; this leads to the answer for its code')
  async file(
    @Body() body: AsyncIterable<Buffer>,
    @Headers('content-type') contentType: string,
  ): Promise<SeeOther> {
    const { sha256, size } = await hashFile(body, contentType);
    if (size === 0)
      throw new Problem({ code: 'no-file', status: 400, detail: 'Choose a file that is not empty.' });
    return seeOther(withQuery(paths.verify(), { code: sha256 }));
  }
}

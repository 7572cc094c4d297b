import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, Heavy, Policy, type Actor } from '../identity/index.js';
import { entityVersion, etag, IfMatch, tagged } from '../platform/index.js';
import { budgetContent, budgetDocument, type BudgetContent, type BudgetDocument } from './budget.content.js';
import { BudgetQueries, budgetSettings, type BudgetSettings } from './budget.queries.js';
import { BudgetService, type LedgerImport } from './budget.service.js';
import { ledgerPlan } from './ledger.rules.js';
import { budgetSettingsInput, ledgerImportQuery, ledgerFile } from './budget.input.js';

const id = z.uuid();
const saved = z.object({ version: entityVersion });
const ledgerImport = ledgerPlan
  .extend({ dryRun: z.boolean(), version: entityVersion })
  .meta({ id: 'LedgerImport' });

@ApiTags('Budget')
@Controller('api/v1')
export class BudgetController {
  constructor(
    private readonly budgets: BudgetQueries,
    private readonly service: BudgetService,
  ) {}

  @Get('contributions/:id/budget')
  @Policy('contribution.read')
  @ApiOperation({ summary: 'Read the budget of a period' })
  @ApiOkResponse({ standardSchema: budgetContent, headers: { ETag: {} } })
  async read(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BudgetContent> {
    const { version, content } = await this.budgets.read(actor, contributionId);
    void reply.header('ETag', etag(version));
    return content;
  }

  @Put('contributions/:id/budget')
  @Policy('contribution.edit')
  @ApiOperation({ summary: 'Save the budget of a period, while it is a draft' })
  @ApiOkResponse({ standardSchema: saved })
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @IfMatch() version: number,
    @Body({ schema: budgetDocument }) body: BudgetDocument,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<z.infer<typeof saved>> {
    return tagged(reply, { version: await this.service.save(actor, contributionId, version, body) });
  }

  @Post('contributions/:id/budget/import')
  @Heavy('reading')
  @HttpCode(200)
  @Policy('contribution.edit')
  @ApiOperation({
    summary:
      'Take figures from a ledger’s CSV file into a draft; a dry run, unless dryRun=false, writes nothing',
    description:
      'Columns by their names, in any order: line (or title), budget, actual, forecast; year where it matters. Separated by comma, semicolon or tab. A line is known by its title and year; one that is not there yet is added at the end. A blank cell leaves what the line has. £, thousands separators, brackets and minus signs are understood. With one row that cannot be placed, nothing is imported.',
  })
  @ApiConsumes('text/csv')
  @ApiBody({ required: true, schema: { type: 'string', maxLength: 1_048_576 } })
  @ApiOkResponse({ standardSchema: ledgerImport })
  async import(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) contributionId: string,
    @IfMatch() version: number,
    @Query({ schema: ledgerImportQuery }) { dryRun }: z.infer<typeof ledgerImportQuery>,
    @Body({ schema: ledgerFile }) file: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LedgerImport> {
    return tagged(reply, await this.service.import(actor, contributionId, version, file, dryRun));
  }

  @Get('programmes/:id/budget-settings')
  @Policy('programme.read')
  @ApiOperation({ summary: 'Read what a programme has decided about its budget section' })
  @ApiOkResponse({ standardSchema: budgetSettings })
  async settings(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BudgetSettings> {
    return tagged(reply, await this.budgets.settings(actor, programmeId));
  }

  @Put('programmes/:id/budget-settings')
  @Policy('programme.manage')
  @ApiOperation({ summary: 'Set from which variance on a comment is required' })
  @ApiOkResponse({ standardSchema: budgetSettings })
  async changeSettings(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @IfMatch() version: number,
    @Body({ schema: budgetSettingsInput }) body: z.infer<typeof budgetSettingsInput>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BudgetSettings> {
    return tagged(
      reply,
      await this.service.changeSettings(actor, programmeId, version, body.thresholdPercent),
    );
  }
}

import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, PeopleQueries, Policy, type Actor } from '../../../identity/index.js';
import { Clock, notFound } from '../../../platform/index.js';
import { PartBesideQueries, VersionsQueries } from '../../../reporting/index.js';
import { MOVEMENTS, RISK_KINDS, riskNumber, RisksQueries } from '../../../risks/index.js';
import { Page, show, type PageAnswer } from '../../shell/index.js';
import { presentRiskHistory } from './history.presenter.js';
import {
  ACCEPTANCES,
  NOBODY,
  presentProgrammeRisks,
  presentRiskMap,
  registerOf,
  REGISTERS,
  type ChosenRisks,
  type LookedAt,
} from './register.presenter.js';

const id = z.uuid();
/** An empty choice is none. */
const none = z.literal('').transform(() => undefined);
const oneOf = <T extends readonly [string, ...string[]]>(values: T) =>
  z.union([none, z.enum(values)]).optional();
const level = z.coerce.number().int().min(1).max(5).optional();
const whichRegister = z.object({ register: oneOf(REGISTERS) });
const chosenRisks = whichRegister
  .extend({
    kind: oneOf(RISK_KINDS),
    owner: z.union([none, z.literal(NOBODY), z.uuid()]).optional(),
    band: z.union([none, z.string().max(40)]).optional(),
    movement: oneOf(MOVEMENTS),
    accepted: oneOf(ACCEPTANCES),
    only: z.literal('overdue').optional(),
    probability: level,
    impact: level,
    page: z.coerce.number().int().min(1).max(1000).default(1),
  })
  .transform(({ only, ...rest }) => ({ ...rest, overdue: only !== undefined }));

/** Five years of months. */
const REGISTERS_SHOWN = 60;

/** The register of risks and issues of a programme, as it was approved last and as it is written now. */
@Page('programmes/:id/risks')
export class ProgrammeRisksController {
  constructor(
    private readonly risks: RisksQueries,
    private readonly versions: VersionsQueries,
    private readonly beside: PartBesideQueries,
    private readonly people: PeopleQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Policy('contribution.read')
  async register(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: chosenRisks }) chosen: z.output<typeof chosenRisks>,
  ): Promise<PageAnswer> {
    const looked = await this.look(actor, programmeId, chosen.register);
    return show('risks/programme', presentProgrammeRisks(actor, looked, chosen));
  }

  @Get('matrix')
  @Policy('contribution.read')
  async map(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Query({ schema: whichRegister }) { register }: z.output<typeof whichRegister>,
  ): Promise<PageAnswer> {
    return show('risks/map', presentRiskMap(await this.look(actor, programmeId, register)));
  }

  @Get(':number')
  @Policy('contribution.read')
  async through(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: id }) programmeId: string,
    @Param('number', { schema: riskNumber }) number: number,
  ): Promise<PageAnswer> {
    const [{ programmeName }, [newest, ...earlier], versions] = await Promise.all([
      this.risks.registers(actor, programmeId),
      this.risks.through(actor, programmeId, number, REGISTERS_SHOWN),
      this.versions.inForce(actor, programmeId),
    ]);
    if (!newest) throw notFound('entry');
    const { ownerId, acceptance } = newest.entry;
    const [people, linkable] = await Promise.all([
      this.people.byIds([ownerId, acceptance?.approverId].flatMap((one) => one ?? [])),
      this.beside.linkable({ period: newest.period, programme: { id: programmeId } }),
    ]);
    return show(
      'risks/history',
      presentRiskHistory(actor, {
        programmeId,
        programmeName,
        at: [newest, ...earlier],
        versions,
        people,
        linkable,
        today: this.clock.today(),
      }),
    );
  }

  private async look(actor: Actor, programmeId: string, asked: ChosenRisks['register']): Promise<LookedAt> {
    const registers = await this.risks.registers(actor, programmeId);
    const register = registerOf(registers, asked);
    const content = register && (await this.risks.document(actor, register.partId)).content;
    const people = await this.people.byIds(content?.entries.flatMap(({ ownerId }) => ownerId ?? []) ?? []);
    return { programmeId, registers, register, content, people, today: this.clock.today() };
  }
}

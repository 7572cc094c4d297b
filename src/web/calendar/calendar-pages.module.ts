import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/index.js';
import { OperationsModule } from '../../operations/index.js';
import { ShellModule } from '../shell/index.js';
import { CalendarPageController } from './calendar.controller.js';

@Module({ imports: [IdentityModule, OperationsModule, ShellModule], controllers: [CalendarPageController] })
export class CalendarPagesModule {}

import { Module } from '@nestjs/common';
import { ReportingModule } from '../../reporting/index.js';
import { ShellModule } from '../shell/index.js';
import { HelpController } from './help.controller.js';

@Module({ imports: [ReportingModule, ShellModule], controllers: [HelpController] })
export class HelpPagesModule {}

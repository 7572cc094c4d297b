import { Module } from '@nestjs/common';
import { IdentityModule } from '../../identity/index.js';
import { ShellModule } from '../shell/index.js';
import { HeldChangePagesController } from './held-changes.controller.js';

@Module({ imports: [IdentityModule, ShellModule], controllers: [HeldChangePagesController] })
export class HeldChangePagesModule {}

import { Module } from '@nestjs/common';
import { DistributionModule } from '../../distribution/index.js';
import { ShellModule } from '../shell/index.js';
import { ReceivedPageController } from './received.controller.js';

@Module({ imports: [DistributionModule, ShellModule], controllers: [ReceivedPageController] })
export class ReceivedPagesModule {}

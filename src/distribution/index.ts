export { DistributionModule, DistributionWorkerModule } from './distribution.module.js';

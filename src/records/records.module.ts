import { Module } from '@nestjs/common';
import { RecordRepository } from './record.repository.js';
import { AuditChangesController, recordsController } from './records.controller.js';
import { RecordsService } from './records.service.js';

/** What was written, planned and decided. */
@Module({
  controllers: [
    recordsController('auditRecord', 'audit-records'),
    AuditChangesController,
    recordsController('plan', 'plans'),
    recordsController('approval', 'approvals'),
  ],
  providers: [RecordRepository, RecordsService],
})
export class RecordsModule {}

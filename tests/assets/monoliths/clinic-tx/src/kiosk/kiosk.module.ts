import { Module } from '@nestjs/common';
import { PatientsModule } from '../patients/patients.module';
import { KioskController } from './kiosk.controller';

@Module({ imports: [PatientsModule], controllers: [KioskController] })
export class KioskModule {}

import { Body, Controller, Param, ParseIntPipe, Post, Put } from '@nestjs/common';
import { Medicine } from './medicine.entity';
import { PharmacyService } from './pharmacy.service';

@Controller()
export class PharmacyController {
  constructor(private readonly pharmacy: PharmacyService) {}

  @Post('/patients/:patientId/medicines/:medicineId')
  dispense(
    @Param('patientId', ParseIntPipe) patientId: number,
    @Param('medicineId', ParseIntPipe) medicineId: number,
  ) {
    return this.pharmacy.dispense(patientId, medicineId);
  }

  @Put('medicines')
  refill(@Body() medicines: Medicine[]) {
    return this.pharmacy.refill(medicines);
  }
}

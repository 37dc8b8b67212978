import { Injectable } from '@nestjs/common';
import { Employee } from './entities/employee.entity';
import { Shift } from './entities/shift.entity';

@Injectable()
export class StaffService {
  byEmail(email: string): Promise<Employee | null> {
    return Employee.findOneBy({ email });
  }

  active(): Promise<Employee[]> {
    return Employee.findActive();
  }

  roster(): Promise<Employee[]> {
    return Employee.find({ relations: { shifts: true } });
  }

  hire(email: string): Promise<Employee> {
    return Employee.create({ email }).save();
  }

  async plan(id: number, day: string): Promise<Shift> {
    const employee = await Employee.findOneByOrFail({ id });
    const shift = new Shift();
    shift.day = day;
    shift.employee = employee;
    return shift.save();
  }

  async dismiss(id: number): Promise<void> {
    const employee = await Employee.findOneByOrFail({ id });
    employee.active = false;
    await employee.save();
  }

  async cancel(id: number): Promise<void> {
    const shift = await Shift.findOneBy({ id });
    await shift?.remove();
  }
}

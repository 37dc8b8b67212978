import { Injectable, Module, Controller, Post, Body, Headers, RawBodyRequest, Req } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import { EntityManager, MoreThan } from 'typeorm';
import { Payment, Student } from '../core/entities';
import { StudentsModule, StudentsService } from '../students/students.module';
type Handler = (m: EntityManager, body: any) => Promise<void>;
@Injectable() export class PaymentsService {
  private readonly handlers: Record<string, Handler> = {
    paid: async (m, b) => { await m.insert(Payment, { cents: b.cents }); }, //= payments: write payment
    refunded: (m, b) => this.refund(m, b),
  };
  constructor(@InjectEntityManager() private readonly manager: EntityManager, private readonly students: StudentsService) {}
  private async refund(m: EntityManager, b: any) {
    const { cents } = await m.findOneByOrFail(Payment, { id: b.id }); //= payments: read payment
    await m.decrement(Payment, { id: b.id }, 'cents', cents); //= payments: write payment
  }
  hook(kind: string, body: any) { return this.manager.transaction((m) => this.handlers[kind](m, body)); }
  async sum(studentId: number) {
    const student = await this.students.get(studentId);
    const [total, max] = await Promise.all([this.manager.sum(Payment, 'cents', { student: { id: student.id } }), this.manager.maximum(Payment, 'cents')]); //= payments: read payment, read person
    return { total, max };
  }
}
@Controller('pay') export class PaymentsController {
  constructor(private readonly payments: PaymentsService) {}
  @Post('hook/:kind') hook(@Body() b: any) { return this.payments.hook(b.kind, b); } //route POST /pay/hook/:kind
}
@Module({ imports: [StudentsModule], controllers: [PaymentsController], providers: [PaymentsService] }) export class PaymentsModule {}

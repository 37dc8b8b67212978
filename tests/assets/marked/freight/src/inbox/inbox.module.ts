import { Injectable, Module, createParamDecorator, Controller, Post, Body } from '@nestjs/common';
import { InboxRow } from '@kernel/entities';
import { Tx } from '@kernel/kernel';
import { Tracker, TrackingModule } from '../tracking/tracking.module';
import { Declarations, CustomsModule } from '../customs/customs.module';
export function Once() {
  return (target: any, key: string, descriptor: PropertyDescriptor) => {
    const original = descriptor.value;
    descriptor.value = async function (this: { tx: Tx }, message: { key: string }) {
      if (await this.tx.repo(InboxRow).findOneBy({ key: message.key })) return; //= inbox: read inbox
      await original.call(this, message);
      await this.tx.repo(InboxRow).insert({ key: message.key }); //= inbox: write inbox
    };
  };
}
@Controller('inbox') export class InboxController {
  constructor(readonly tx: Tx, private readonly tracker: Tracker, private readonly declarations: Declarations) {}
  @Post('position') @Once() async position(@Body() message: any) { //route POST /v/v1/inbox/position
    await this.tx.run(async () => {
      await this.tracker.note(message.booking, message.at);
      await this.declarations.keep({ bookingId: message.booking });
    });
  }
}
@Module({ imports: [TrackingModule, CustomsModule], controllers: [InboxController] }) export class InboxModule {}

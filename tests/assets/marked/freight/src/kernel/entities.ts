import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, OneToMany, OneToOne, PrimaryColumn, PrimaryGeneratedColumn, Tree, VersionColumn } from 'typeorm';
export abstract class Root { @PrimaryGeneratedColumn('uuid') id: string; @VersionColumn() version: number; @CreateDateColumn() createdAt: Date; }
@Entity('bookings') export class BookingRow extends Root {
  @Column() state: string;
  @OneToMany(() => LegRow, (leg) => leg.booking, { cascade: true }) legs: LegRow[];
  @ManyToOne(() => CarrierRow) carrier: CarrierRow;
}
@Entity('legs') export class LegRow extends Root { @ManyToOne(() => BookingRow, (b) => b.legs) booking: BookingRow; @Column() port: string; }
@Entity('carriers') export class CarrierRow extends Root { @Column() name: string; }
@Entity('positions') export class PositionRow extends Root { @Column() bookingId: string; @Column() at: string; }
@Entity('invoices') export class InvoiceRow extends Root { @Column() bookingId: string; @Column() total: number; }
@Entity('outbox') export class OutboxRow extends Root { @Column() topic: string; @Column('json') body: object; }
@Entity('inbox') export class InboxRow { @PrimaryColumn() key: string; }
@Entity('declarations') export class DeclarationRow extends Root { @Column() bookingId: string; }
@Entity('notices') export class NoticeRow extends Root { @Column() text: string; }

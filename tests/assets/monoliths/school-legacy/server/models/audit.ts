import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { Tables } from '../common/tables';

@Entity(Tables.AUDIT)
export default class AuditEntry {
  @PrimaryGeneratedColumn() id: number;

  @Column() what: string;
}

@Entity('counters')
export class Counter {
  @PrimaryColumn() name: string;

  @Column('int', { default: 0 }) value: number;
}

import { Column, Entity, OneToMany, PrimaryGeneratedColumn } from 'typeorm';
import { Order } from './order.entity';

export enum Kind { Person = 'person', Company = 'company' }
export type Status = 'active' | 'gone';
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

@Entity()
export class User {
  @PrimaryGeneratedColumn() id!: number;
  @Column() name!: string;
  @Column() status!: Status;
  @Column() kind!: Kind;
  @OneToMany(() => Order, (order) => order.user) orders!: Order[];
  get label(): string { return `${this.name} 👤`; }
  isActive(): boolean { return this.status === 'active'; }
}

export default class Address { street!: string; }
export namespace Geo { export interface Point { x: number; y: number } }

// Entities as the owner of the rows and the service that writes them by calling it both have them.

import {
  BeforeInsert,
  Column,
  Entity,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  VersionColumn,
} from 'typeorm';

@Entity()
export class Client {
  @PrimaryGeneratedColumn() id!: number;
  @Column() name!: string;
  @Column({ default: 7 }) visits!: number;
  @Column({ type: 'datetime', nullable: true }) seen?: Date | null;
  @Column({ type: 'varchar', length: 20, nullable: true, unique: true }) code?: string | null;
  @Column({ type: 'varchar', length: 20, nullable: true }) nick?: string;
  @Column({ type: 'date', default: '2024-01-01' }) made!: string;
  @VersionColumn() version!: number;
  @OneToMany(() => Note, (note) => note.client, { cascade: true }) notes?: Note[];

  @BeforeInsert()
  setNick(): void {
    this.nick = `nick of ${this.name}`;
  }

  get shout(): string {
    return this.name.toUpperCase();
  }
}

@Entity()
export class Note {
  @PrimaryGeneratedColumn() id!: number;
  @Column() text!: string;
  @ManyToOne(() => Client, (client) => client.notes) client?: Client;
}

export const ENTITIES = [Client, Note];

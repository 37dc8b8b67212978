import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('letters')
export class Letter {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  recipient: string;
}

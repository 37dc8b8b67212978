import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Container } from './container.entity';

@Entity('seals')
export class Seal {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column()
  code: string;

  @Column({ default: false })
  printed: boolean;

  @ManyToOne(() => Container, (container) => container.seals)
  @JoinColumn({ name: 'container_no', referencedColumnName: 'number' })
  container: Container;
}

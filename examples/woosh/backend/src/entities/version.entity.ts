import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity('versions')
export class Version {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  version: string;

  @Column({ name: 'build_number' })
  buildNumber: number;

  @Column({ name: 'min_required_version' })
  minRequiredVersion: string;

  @Column({ name: 'force_update', type: 'tinyint', default: 0 })
  forceUpdate: boolean;

  @Column({ name: 'update_message', type: 'text', nullable: true })
  updateMessage: string;

  @Column({ name: 'is_active', type: 'tinyint', default: 1 })
  isActive: boolean;

  @CreateDateColumn({ name: 'created_at' })
  createdAt: Date;
}
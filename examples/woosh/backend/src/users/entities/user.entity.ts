import * as bcrypt from 'bcryptjs';
import {
  BeforeInsert,
  BeforeUpdate,
  Column,
  CreateDateColumn,
  Entity,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';

// The rep as the first version saw it: same table as SalesRep, no module registers this class.
@Entity('SalesRep')
export class User {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @Column({ unique: true })
  email: string;

  @Column({ unique: true })
  phoneNumber: string;

  @Column({ select: false })
  password: string;

  @Column({ nullable: true })
  role: string;

  @Column({ name: 'role_id', nullable: true })
  roleId: number;

  @Column()
  countryId: number;

  @Column({ nullable: true })
  country: string;

  @Column({ name: 'region_id' })
  regionId: number;

  @Column({ nullable: true })
  region: string;

  @Column({ name: 'route_id' })
  routeId: number;

  @Column({ nullable: true })
  route: string;

  @Column({ name: 'route_id_update', nullable: true })
  routeIdUpdate: number;

  @Column({ name: 'route_name_update', nullable: true })
  routeNameUpdate: string;

  @Column({ name: 'visits_targets', default: 0 })
  visitsTargets: number;

  @Column({ name: 'new_clients', default: 0 })
  newClients: number;

  @Column({ name: 'volume_targets', default: 0 })
  volumeTargets: number;

  @Column({ name: 'manager_type', default: 0 })
  managerType: number;

  @Column({ default: 0 })
  status: number;

  @Column({ name: 'retail_manager', default: 0 })
  retailManager: number;

  @Column({ name: 'key_channel_manager', default: 0 })
  keyChannelManager: number;

  @Column({ name: 'distribution_manager', default: 0 })
  distributionManager: number;

  @Column({ nullable: true })
  photoUrl: string;

  @Column({ nullable: true })
  department: string;

  @CreateDateColumn()
  createdAt: Date;

  @UpdateDateColumn()
  updatedAt: Date;

  @BeforeInsert()
  @BeforeUpdate()
  async hashPassword(): Promise<void> {
    if (this.password && !this.password.startsWith('$2')) {
      this.password = await bcrypt.hash(this.password, 10);
    }
  }
}
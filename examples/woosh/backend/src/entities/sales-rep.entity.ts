import * as bcrypt from 'bcryptjs';
import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  UpdateDateColumn,
} from 'typeorm';
import { JourneyPlan } from '../journey-plans/entities/journey-plan.entity';
import { LoginHistory } from './login-history.entity';
import { Role } from './role.entity';

@Entity('SalesRep')
@Index('SalesRep_email_key', ['email'], { unique: true })
@Index('SalesRep_phoneNumber_key', ['phoneNumber'], { unique: true })
@Index('SalesRep_countryId_idx', ['countryId'])
@Index('SalesRep_status_role_idx', ['status', 'roleId'])
export class SalesRep {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @Column()
  email: string;

  @Column()
  phoneNumber: string;

  @Column()
  password: string;

  @Column()
  countryId: number;

  @Column()
  country: string;

  @Column()
  region_id: number;

  @Column()
  region: string;

  @Column()
  route_id: number;

  @Column()
  route: string;

  @Column({ nullable: true })
  route_id_update: number;

  @Column({ nullable: true })
  route_name_update: string;

  // 🎯 monthly targets live on the rep, not in a table of their own
  @Column({ name: 'visits_targets', default: 0 })
  visitsTargets: number;

  @Column({ name: 'new_clients', default: 0 })
  newClients: number;

  @Column({ name: 'volume_targets', default: 0 })
  volumeTargets: number;

  @Column({ name: 'role_id', nullable: true })
  roleId: number;

  @Column({ default: 0 })
  manager_type: number;

  @Column({ default: 1 })
  status: number;

  @CreateDateColumn({ type: 'datetime', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ type: 'datetime', precision: 3 })
  updatedAt: Date;

  @Column({ default: 0 })
  retail_manager: number;

  @Column({ default: 0 })
  key_channel_manager: number;

  @Column({ default: 0 })
  distribution_manager: number;

  @Column({ type: 'varchar', length: 255, nullable: true })
  photoUrl: string;

  @ManyToOne(() => Role, (role) => role.salesReps)
  @JoinColumn({ name: 'role_id' })
  role: Role;

  @OneToMany(() => JourneyPlan, (plan) => plan.user)
  journeyPlans: JourneyPlan[];

  @OneToMany(() => LoginHistory, (history) => history.SalesRep)
  LoginHistory: LoginHistory[];

  async validatePassword(password: string): Promise<boolean> {
    return bcrypt.compare(password, this.password);
  }
}
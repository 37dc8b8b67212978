import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

@Entity('routes')
@Index('routes_region_idx', ['region'])
@Index('routes_country_idx', ['country_id'])
export class Route {
  @PrimaryGeneratedColumn()
  id: number;

  @Column()
  name: string;

  @Column()
  region: number;

  @Column()
  region_name: string;

  @Column()
  country_id: number;

  @Column()
  country_name: string;

  @Column()
  leader_id: number;

  @Column()
  leader_name: string;

  @Column()
  status: number;
}
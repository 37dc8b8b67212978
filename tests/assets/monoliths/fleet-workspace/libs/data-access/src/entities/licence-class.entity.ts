import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('licence_classes')
export class LicenceClass {
  @PrimaryColumn({ length: 4 })
  code: string;

  @Column()
  maxTonnes: number;
}

import { Column } from 'typeorm';

export class Address {
  @Column()
  street: string;

  @Column({ length: 80 })
  city: string;

  @Column({ name: 'zip_code', nullable: true })
  zip: string;
}

import { Column, Entity, ManyToMany, PrimaryGeneratedColumn, Tree, TreeChildren, TreeParent } from 'typeorm';
import { Vessel } from './vessel.entity';

@Entity('ports')
@Tree('closure-table', {
  closureTableName: 'port_tree',
  ancestorColumnName: (column) => 'ancestor_' + column.propertyName,
  descendantColumnName: (column) => 'descendant_' + column.propertyName,
})
export class Port {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 5 })
  code: string;

  @TreeChildren()
  terminals: Port[];

  @TreeParent()
  harbour: Port | null;

  @ManyToMany(() => Vessel, (vessel) => vessel.ports)
  vessels: Vessel[];
}

import { NotFoundException } from '@nestjs/common';
import { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

export const mustExist = async <T extends ObjectLiteral & { id: number }>(
  manager: EntityManager,
  target: EntityTarget<T>,
  id: number,
): Promise<void> => {
  const count = await manager.countBy(target, { id } as never);
  if (count === 0) {
    throw new NotFoundException();
  }
};

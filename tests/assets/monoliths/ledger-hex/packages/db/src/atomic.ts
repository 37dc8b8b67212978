import { applyDecorators } from '@nestjs/common';
import { Propagation, Transactional } from 'typeorm-transactional';

/** One unit of work: joins the caller's when there is one. */
export function Atomic() {
  return applyDecorators(Transactional({ propagation: Propagation.REQUIRED }));
}

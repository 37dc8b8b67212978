import { SetMetadata } from '@nestjs/common';

export const IS_PUBLIC = 'isPublic';

const Public = () => SetMetadata(IS_PUBLIC, true);

export default Public;

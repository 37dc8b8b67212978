import { Injectable } from '@nestjs/common';

@Injectable()
export class FileStoreService {
  async put(input: any) {
    return Boolean(input);
  }
}

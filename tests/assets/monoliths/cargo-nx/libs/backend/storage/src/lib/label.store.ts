import { Inject, Injectable } from '@nestjs/common';
import { MODULE_OPTIONS_TOKEN, StorageOptions } from './storage.definition';

@Injectable()
export class LabelStore {
  private readonly labels = new Map<string, Buffer>();

  constructor(@Inject(MODULE_OPTIONS_TOKEN) private readonly options: StorageOptions) {}

  save(key: string, label: Buffer): void {
    this.labels.set(`${this.options.bucket}/${key}`, label);
  }

  delete(key: string): boolean {
    return this.labels.delete(`${this.options.bucket}/${key}`);
  }
}

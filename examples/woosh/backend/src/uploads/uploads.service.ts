import { Injectable, NotFoundException } from '@nestjs/common';
import { CloudinaryService } from '../cloudinary/cloudinary.service';

export interface UploadRecord {
  id: number;
  fileName: string;
  type: string;
  url: string | null;
  publicId: string | null;
  userId: number;
  createdAt: Date;
}

/** The table for uploads was never created, so the records live as long as the process does. 🗂️ */
@Injectable()
export class UploadsService {
  private readonly records = new Map<number, UploadRecord>();
  private nextId = 1;

  constructor(private readonly cloudinaryService: CloudinaryService) {}

  async findAll(type?: string) {
    const all = [...this.records.values()];
    return type ? all.filter((record) => record.type === type) : all;
  }

  async findOne(id: number) {
    const record = this.records.get(id);
    if (!record) {
      throw new NotFoundException(`Upload ${id} not found`);
    }
    return record;
  }

  async upload(file: Express.Multer.File, type: string, userId: number) {
    const stored = await this.cloudinaryService.uploadToCloudinary(file.buffer, file.originalname, {
      folder: 'uploads',
    });
    return this.create({
      fileName: file.originalname,
      type: type ?? 'document',
      url: stored.secure_url,
      publicId: stored.public_id,
      userId,
    });
  }

  async create(data: Partial<UploadRecord>) {
    const record: UploadRecord = {
      id: this.nextId++,
      fileName: data.fileName ?? 'unnamed',
      type: data.type ?? 'document',
      url: data.url ?? null,
      publicId: data.publicId ?? null,
      userId: data.userId,
      createdAt: new Date(),
    };
    this.records.set(record.id, record);
    return record;
  }

  async update(id: number, data: Partial<UploadRecord>) {
    const record = await this.findOne(id);
    const changed = { ...record, fileName: data.fileName ?? record.fileName, type: data.type ?? record.type };
    this.records.set(id, changed);
    return changed;
  }

  async remove(id: number) {
    const record = await this.findOne(id);
    if (record.publicId) {
      // not awaited: the answer does not wait for the file to go
      this.cloudinaryService.deleteFromCloudinary(record.publicId).catch(() => undefined);
    }
    this.records.delete(id);
    return { success: true };
  }
}
import { Injectable, Logger } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { v2 as cloudinary } from 'cloudinary';
import { randomUUID } from 'crypto';
import { mkdir, rm, writeFile } from 'fs/promises';
import { extname, join } from 'path';

export interface UploadOptions {
  folder?: string;
  resource_type?: 'image' | 'raw' | 'auto';
}

export interface UploadResult {
  secure_url: string;
  public_id: string;
  bytes: number;
}

/** Stores files at Cloudinary, or in a local folder when no account is configured. */
@Injectable()
export class CloudinaryService {
  private readonly logger = new Logger(CloudinaryService.name);
  private readonly configured: boolean;
  private readonly localFolder: string;

  constructor(private readonly configService: ConfigService) {
    const cloudName = this.configService.get<string>('CLOUDINARY_CLOUD_NAME');
    this.configured = !!cloudName;
    this.localFolder = this.configService.get<string>('UPLOAD_DIR') || 'uploads';
    if (this.configured) {
      cloudinary.config({
        cloud_name: cloudName,
        api_key: this.configService.get<string>('CLOUDINARY_API_KEY'),
        api_secret: this.configService.get<string>('CLOUDINARY_API_SECRET'),
      });
    } else {
      this.logger.warn(`☁️ No Cloudinary account, files go to the folder ${this.localFolder}`);
    }
  }

  async uploadToCloudinary(buffer: Buffer, fileName: string, options: UploadOptions = {}): Promise<UploadResult> {
    if (!this.configured) {
      return this.keepLocally(buffer, fileName, options.folder ?? 'files');
    }
    return new Promise((resolve, reject) => {
      const stream = cloudinary.uploader.upload_stream(
        { folder: options.folder, resource_type: options.resource_type ?? 'auto' },
        (error: any, result: any) => (error ? reject(new Error(error.message)) : resolve(result)),
      );
      stream.end(buffer);
    });
  }

  async deleteFromCloudinary(publicId: string): Promise<void> {
    if (!this.configured) {
      await rm(join(this.localFolder, publicId), { force: true });
      return;
    }
    await cloudinary.uploader.destroy(publicId);
  }

  private async keepLocally(buffer: Buffer, fileName: string, folder: string): Promise<UploadResult> {
    // The name is ours; of the caller's only a plain extension is kept, so no path can leave the folder.
    const extension = /^\.[a-z0-9]{1,8}$/i.test(extname(fileName)) ? extname(fileName) : '';
    const publicId = join(folder.replace(/[^a-z0-9_-]/gi, '_'), `${randomUUID()}${extension}`);
    const target = join(this.localFolder, publicId);
    await mkdir(join(target, '..'), { recursive: true });
    await writeFile(target, buffer);
    return { secure_url: `/uploads/${publicId}`, public_id: publicId, bytes: buffer.length };
  }
}

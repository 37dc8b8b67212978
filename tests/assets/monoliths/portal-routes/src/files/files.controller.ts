import {
  All,
  Controller,
  Get,
  Header,
  Param,
  Post,
  Res,
  StreamableFile,
  UploadedFile,
  UploadedFiles,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor, FilesInterceptor } from '@nestjs/platform-express';
import { InjectRepository } from '@nestjs/typeorm';
import type { Response } from 'express';
import { createReadStream } from 'node:fs';
import { Repository } from 'typeorm';
import { JwtAuthGuard } from '../auth/jwt-auth.guard';
import { ROUTES } from '../http/paths';
import { Attachment } from './attachment.entity';

@Controller(ROUTES.files.root)
@UseGuards(JwtAuthGuard)
export class FilesController {
  constructor(@InjectRepository(Attachment) private readonly attachments: Repository<Attachment>) {}

  @Post()
  @UseInterceptors(FileInterceptor('file'))
  async upload(@UploadedFile() file: Express.Multer.File) {
    const { identifiers } = await this.attachments.insert({ fileName: file.originalname, contentType: file.mimetype });
    return identifiers[0];
  }

  @Post('many')
  @UseInterceptors(FilesInterceptor('files', 10))
  uploadMany(@UploadedFiles() files: Express.Multer.File[]) {
    return this.attachments.insert(files.map(({ originalname }) => ({ fileName: originalname })));
  }

  @Get(ROUTES.files.thumbnail)
  thumbnail(@Param('fileId') fileId: string, @Res() response: Response) {
    response.sendFile(`${fileId}.png`, { root: 'thumbnails' });
  }

  @Get(':fileId/content')
  @Header('Cache-Control', 'private')
  async content(@Param('fileId') id: string): Promise<StreamableFile> {
    const { fileName } = await this.attachments.findOneOrFail({ where: { id }, select: { id: true, fileName: true } });
    return new StreamableFile(createReadStream(fileName));
  }

  @All('dav/*')
  dav() {
    return 'not yet';
  }
}

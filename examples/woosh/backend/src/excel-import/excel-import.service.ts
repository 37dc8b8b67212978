import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** 📊 Keeps imports in stored procedures, as the check-ins do. */
@Injectable()
export class ExcelImportService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async findAll(status?: string, startDate?: string, endDate?: string) {
    const result = await this.dataSource.query('CALL GetExcelImports(?, ?, ?)', [
      status ?? null,
      startDate ?? null,
      endDate ?? null,
    ]);
    return result[0] ?? [];
  }

  async findOne(id: number) {
    const result = await this.dataSource.query('CALL GetExcelImportById(?)', [id]);
    return result[0]?.[0] ?? null;
  }

  async uploadExcel(file: Express.Multer.File, type: string, userId: number) {
    const result = await this.dataSource.query('CALL ProcessExcelImport(?, ?, ?, ?)', [
      file.originalname,
      type ?? 'clients',
      file.buffer.toString('base64'),
      userId,
    ]);
    return result[0]?.[0] ?? { success: true };
  }

  async create(excelImport: any) {
    const sql = 'CALL CreateExcelImport(?, ?, ?, ?)';
    const result = await this.dataSource.query(sql, [
      excelImport.fileName,
      excelImport.type,
      excelImport.status ?? 'pending',
      excelImport.userId,
    ]);
    return result[0]?.[0] ?? { success: true };
  }

  async update(id: number, excelImport: any) {
    const result = await this.dataSource.query(
      `CALL UpdateExcelImport(?, ?, ?, ?, ?)`,
      [
        id,
        excelImport.fileName ?? null,
        excelImport.type ?? null,
        excelImport.status ?? null,
        excelImport.errors ?? null,
      ],
    );
    return result[0]?.[0] ?? { success: true };
  }

  async remove(id: number) {
    await this.dataSource.query('CALL DeleteExcelImport(?)', [id]);
    return { success: true };
  }
}

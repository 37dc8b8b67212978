import { DataSource } from 'typeorm';

export class ReceiptPrinter {
  constructor(private readonly dataSource: DataSource) {}

  async print(invoiceId: number): Promise<string> {
    const rows = await this.dataSource.query(
      'SELECT i.id, l.text, l.cents FROM invoices i JOIN invoice_lines l ON l.invoice_id = i.id WHERE i.id = ?',
      [invoiceId],
    );
    return JSON.stringify(rows);
  }
}

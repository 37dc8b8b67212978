import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { CloudinaryService } from '../cloudinary/cloudinary.service';
import { SalesClientPayment } from '../entities/sales-client-payment.entity';

@Injectable()
export class PaymentsService {
  constructor(
    @InjectRepository(SalesClientPayment)
    private readonly paymentRepository: Repository<SalesClientPayment>,
    private readonly cloudinaryService: CloudinaryService,
  ) {}

  async findByClient(clientId: number): Promise<SalesClientPayment[]> {
    return this.paymentRepository.find({ where: { clientId }, order: { date: 'DESC' } });
  }

  async findBySalesRep(salesrepId: number): Promise<any> {
    const payments = await this.paymentRepository
      .createQueryBuilder('payment')
      .where('payment.salesrepId = :salesrepId', { salesrepId })
      .orderBy('payment.date', 'DESC')
      .getMany();
    const total = payments.reduce((sum, payment) => sum + Number(payment.amount), 0);
    return { payments, total };
  }

  async create(
    clientId: number,
    salesrepId: number,
    body: { amount: string; paymentMethod?: string },
    file?: Express.Multer.File,
  ): Promise<SalesClientPayment> {
    const amount = Number(body.amount);
    if (!(amount > 0)) {
      throw new Error('Payment amount must be positive');
    }
    let invoicefileUrl: string = null;
    if (file) {
      const uploaded = await this.cloudinaryService.uploadToCloudinary(file.buffer, file.originalname, {
        folder: 'payments',
      });
      invoicefileUrl = uploaded.secure_url;
    }
    const payment = this.paymentRepository.create({
      clientId,
      salesrepId,
      amount,
      paymentMethod: body.paymentMethod || 'cash',
      invoicefileUrl,
      status: 'pending',
    });
    return this.paymentRepository.save(payment);
  }
}
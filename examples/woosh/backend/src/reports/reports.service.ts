import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { FeedbackReport } from '../entities/feedback-report.entity';
import { ProductReport } from '../entities/product-report.entity';
import { VisibilityReport } from '../entities/visibility-report.entity';

@Injectable()
export class ReportsService {
  constructor(
    @InjectRepository(FeedbackReport)
    private feedbackReportRepository: Repository<FeedbackReport>,
    @InjectRepository(ProductReport)
    private productReportRepository: Repository<ProductReport>,
    @InjectRepository(VisibilityReport)
    private visibilityReportRepository: Repository<VisibilityReport>,
  ) {}

  /** 🗒️ The type in the body says which of the three tables gets the row. */
  async createReport(body: any): Promise<any> {
    const { type, details = {}, userId, clientId, journeyPlanId } = body;
    const common = { userId, clientId, journeyPlanId };
    switch (type) {
      case 'FEEDBACK':
        return this.feedbackReportRepository.save({ ...common, comment: details.comment });
      case 'PRODUCT_AVAILABILITY':
        return this.createProductReports(common, details.products ?? [details]);
      case 'VISIBILITY_ACTIVITY':
        return this.visibilityReportRepository.save(
          this.visibilityReportRepository.create({
            ...common,
            comment: details.comment,
            imageUrl: details.imageUrl,
          }),
        );
      default:
        throw new Error(`Unknown report type: ${type}`);
    }
  }

  async findByJourneyPlan(journeyPlanId: number) {
    const where = { journeyPlanId };
    const relations = ['user', 'client'];
    const [feedbackReports, productReports, visibilityReports] = await Promise.all([
      this.feedbackReportRepository.find({ where, relations }),
      this.productReportRepository.find({ where, relations }),
      this.visibilityReportRepository.find({ where, relations }),
    ]);
    return { feedbackReports, productReports, visibilityReports };
  }

  async findAll(userId?: number, clientId?: number) {
    const reports = [];
    for (const repository of [
      this.feedbackReportRepository,
      this.productReportRepository,
      this.visibilityReportRepository,
    ] as Repository<any>[]) {
      const query = repository
        .createQueryBuilder('report')
        .leftJoin('report.user', 'user')
        .leftJoin('report.client', 'client')
        .addSelect(['user.id', 'user.name', 'client.id', 'client.name'])
        .orderBy('report.createdAt', 'DESC')
        .take(50);
      if (userId) {
        query.andWhere('report.userId = :userId', { userId });
      }
      if (clientId) {
        query.andWhere('report.clientId = :clientId', { clientId });
      }
      reports.push(...(await query.getMany()));
    }
    return reports;
  }

  private async createProductReports(common: any, products: any[]) {
    const rows = products.map((product) =>
      this.productReportRepository.create({
        ...common,
        productId: product.productId,
        productName: product.productName,
        quantity: product.quantity,
        comment: product.comment,
      } as Partial<ProductReport>),
    );
    return this.productReportRepository.save(rows);
  }
}

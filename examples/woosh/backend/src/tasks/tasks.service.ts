import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Task } from '../entities/task.entity';

@Injectable()
export class TasksService {
  constructor(
    @InjectRepository(Task)
    private readonly taskRepository: Repository<Task>,
  ) {}

  async findAll(salesRepId: number, status?: string): Promise<Task[]> {
    const query = this.taskRepository
      .createQueryBuilder('task')
      .where('task.salesRepId = :salesRepId', { salesRepId });
    if (status) {
      query.andWhere('task.status = :status', { status });
    }
    return query.orderBy('task.createdAt', 'DESC').getMany();
  }

  async findOne(id: number): Promise<Task> {
    const task = await this.taskRepository.findOne({ where: { id } });
    if (!task) {
      throw new NotFoundException(`Task ${id} not found`);
    }
    return task;
  }

  async create(data: Partial<Task>, userId: number): Promise<Task> {
    // assignedById stays what the office sends: its foreign key wants a row of `staff`, not a rep
    const task = this.taskRepository.create({ ...data, salesRepId: data.salesRepId || userId });
    return this.taskRepository.save(task);
  }

  async update(id: number, data: Partial<Task>): Promise<Task> {
    await this.findOne(id);
    await this.taskRepository.update(id, data);
    return this.findOne(id);
  }

  async updateStatus(id: number, status: string): Promise<Task> {
    const task = await this.findOne(id);
    task.status = status;
    task.isCompleted = status === 'completed';
    return this.taskRepository.save(task);
  }

  // ✅ done
  async complete(id: number): Promise<Task> {
    await this.taskRepository
      .createQueryBuilder()
      .update(Task)
      .set({ status: 'completed', isCompleted: true, completedAt: new Date() })
      .where('id = :id', { id })
      .execute();
    return this.findOne(id);
  }

  async remove(id: number): Promise<void> {
    const result = await this.taskRepository.delete(id);
    if (!result.affected) {
      throw new Error(`Task ${id} could not be deleted`);
    }
  }

  async findBySalesRep(salesRepId: number): Promise<Task[]> {
    return this.taskRepository.find({ where: { salesRepId }, order: { createdAt: 'DESC' } });
  }
}

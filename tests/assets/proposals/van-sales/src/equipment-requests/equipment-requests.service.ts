import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { EquipmentRequest } from './equipment-request.entity';
import { TodosService } from '../todos/todos.service';

@Injectable()
export class EquipmentRequestsService {
  constructor(
    @InjectRepository(EquipmentRequest) private readonly equipmentRequests: Repository<EquipmentRequest>,
    private readonly todosService: TodosService,
  ) {}

  async ask(input: any) {
    await this.todosService.add(input);
    return this.equipmentRequests.save(this.equipmentRequests.create(input));
  }

  async list(input: any) {
    return this.equipmentRequests.find({ relations: ['retailer', 'agent'] });
  }

  async decide(input: any) {
    return this.equipmentRequests.update(input.id, { state: input.state });
  }
}

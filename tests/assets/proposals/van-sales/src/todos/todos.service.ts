import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Todo } from './todo.entity';

@Injectable()
export class TodosService {
  constructor(
    @InjectRepository(Todo) private readonly todos: Repository<Todo>,
  ) {}

  async mine(input: any) {
    return this.todos.find({ where: { agent: { id: input.id } } });
  }

  async add(input: any) {
    return this.todos.save(this.todos.create(input));
  }

  async tick(input: any) {
    return this.todos.update(input.id, { done: true });
  }
}

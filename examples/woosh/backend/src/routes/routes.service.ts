import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Route } from '../entities/route.entity';

@Injectable()
export class RoutesService {
  constructor(
    @InjectRepository(Route)
    private readonly routeRepository: Repository<Route>,
  ) {}

  async findAll(): Promise<Route[]> {
    return this.routeRepository.find({ order: { name: 'ASC' } });
  }

  async findActive(): Promise<Route[]> {
    return this.routeRepository.find({ where: { status: 1 }, order: { name: 'ASC' } });
  }

  async findOne(id: number): Promise<Route> {
    const route = await this.routeRepository.findOne({ where: { id } });
    if (!route) {
      throw new Error(`Route ${id} not found`);
    }
    return route;
  }

  async findByRegion(region: number): Promise<Route[]> {
    return this.routeRepository.find({ where: { region } });
  }

  async findByCountry(country_id: number): Promise<Route[]> {
    return this.routeRepository.find({ where: { country_id } });
  }

  async findByLeader(leader_id: number): Promise<Route[]> {
    return this.routeRepository
      .createQueryBuilder('route')
      .where('route.leader_id = :leader_id', { leader_id })
      .andWhere('route.status = 1')
      .getMany();
  }
}
import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Like, Repository } from 'typeorm';
import { ClientAssignmentService } from '../client-assignment/client-assignment.service';
import { Clients } from '../entities';
import { CreateClientDto } from './dto/create-client.dto';
import { SearchClientsDto } from './dto/search-clients.dto';

const BASIC_FIELDS = ['client.id', 'client.name', 'client.contact', 'client.region'];

@Injectable()
export class ClientsService {
  constructor(
    @InjectRepository(Clients)
    private readonly clientRepository: Repository<Clients>,
    private readonly clientAssignmentService: ClientAssignmentService,
  ) {}

  async create(createClientDto: CreateClientDto, countryId: number, userId: number): Promise<Clients> {
    const client = this.clientRepository.create({
      ...createClientDto,
      countryId: createClientDto.countryId || countryId,
      region: createClientDto.region || '',
      added_by: userId,
      status: 0,
    });
    const saved = await this.clientRepository.save(client);
    console.log(`🏪 Client ${saved.id} created by ${userId}`);
    return saved;
  }

  // 👤 A rep sees the outlets assigned to him, everybody else the whole country.
  async findAll(countryId: number, role?: string, userId?: number): Promise<Clients[]> {
    if (role === 'SALES_REP' && userId) {
      const assigned = await this.clientAssignmentService.getAssignedOutlets(userId, countryId);
      if (assigned.length > 0) {
        return assigned;
      }
    }
    return this.clientRepository
      .createQueryBuilder('client')
      .select([
        'client.id',
        'client.name',
        'client.address',
        'client.contact',
        'client.latitude',
        'client.longitude',
        'client.region',
        'client.route_id',
        'client.route_name',
        'client.status',
        'client.countryId',
      ])
      .where('client.countryId = :countryId', { countryId })
      .orderBy('client.name', 'ASC')
      .getMany();
  }

  async findAllBasic(countryId: number): Promise<Clients[]> {
    return this.clientRepository
      .createQueryBuilder('client')
      .select(BASIC_FIELDS)
      .where('client.countryId = :countryId', { countryId })
      .orderBy('client.name', 'ASC')
      .getMany();
  }

  async search(dto: SearchClientsDto, countryId: number): Promise<Clients[]> {
    const query = this.clientRepository
      .createQueryBuilder('client')
      .where('client.countryId = :countryId', { countryId });
    Object.keys(dto).forEach((key) => {
      if (dto[key] === undefined || dto[key] === '') {
        return;
      }
      if (typeof dto[key] === 'number') {
        query.andWhere(`client.${key} = :${key}`, { [key]: dto[key] });
      } else {
        query.andWhere(`client.${key} LIKE :${key}`, { [key]: `%${dto[key]}%` });
      }
    });
    return query.orderBy('client.name', 'ASC').take(100).getMany();
  }

  async searchBasic(term: string, countryId: number): Promise<Clients[]> {
    return this.clientRepository.find({
      where: { name: Like(`%${term || ''}%`), countryId },
      select: { id: true, name: true, contact: true },
      take: 50,
    });
  }

  async findOne(id: number): Promise<Clients | null> {
    return this.clientRepository.findOne({ where: { id }, relations: ['addedByUser'] });
  }

  async findOneBasic(id: number): Promise<Clients | null> {
    return this.clientRepository
      .createQueryBuilder('client')
      .select(BASIC_FIELDS)
      .where('client.id = :id', { id })
      .getOne();
  }

  async update(id: number, updates: Partial<Clients>): Promise<Clients> {
    const client = await this.clientRepository.findOneBy({ id });
    if (!client) {
      throw new NotFoundException(`Client ${id} not found`);
    }
    this.clientRepository.merge(client, updates);
    return this.clientRepository.save(client);
  }

  async findByCountry(countryId: number): Promise<Clients[]> {
    return this.clientRepository.find({ where: { countryId }, order: { name: 'ASC' } });
  }

  async findByRegion(regionId: number, countryId: number): Promise<Clients[]> {
    return this.clientRepository.find({ where: { region_id: regionId, countryId } });
  }

  async findByRoute(routeId: number, countryId: number): Promise<Clients[]> {
    return this.clientRepository.find({ where: { route_id: routeId, countryId } });
  }

  /** Without coordinates the numbers are NaN, which the server takes for a column: 500. */
  async findByLocation(latitude: number, longitude: number, radius = 10, countryId?: number): Promise<any[]> {
    let query =
      'SELECT *, (6371 * ACOS(LEAST(1, COS(RADIANS(?)) * COS(RADIANS(latitude)) * ' +
      'COS(RADIANS(longitude) - RADIANS(?)) + SIN(RADIANS(?)) * SIN(RADIANS(latitude))))) AS distance ' +
      'FROM Clients WHERE latitude IS NOT NULL AND longitude IS NOT NULL';
    const parameters: any[] = [latitude, longitude, latitude];
    if (countryId) {
      query += ' AND countryId = ?';
      parameters.push(countryId);
    }
    query += ' HAVING distance <= ? ORDER BY distance LIMIT 50';
    parameters.push(radius);
    return this.clientRepository.query(query, parameters);
  }

  async getStats(countryId: number): Promise<any> {
    const [total, active, byRegion] = await Promise.all([
      this.clientRepository.count({ where: { countryId } }),
      this.clientRepository
        .createQueryBuilder('client')
        .where('client.countryId = :countryId', { countryId })
        .andWhere('client.status = 1')
        .getCount(),
      this.clientRepository
        .createQueryBuilder('client')
        .select(['client.region AS region', 'COUNT(client.id) AS count'])
        .where('client.countryId = :countryId', { countryId })
        .groupBy('client.region')
        .getRawMany(),
    ]);
    return {
      total,
      active,
      inactive: total - active,
      regions: byRegion.map((row) => ({ region: row.region, count: Number(row.count) })),
    };
  }
}
import { ConflictException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import * as bcrypt from 'bcryptjs';
import { FindOptionsWhere, Repository } from 'typeorm';
import { SalesRep } from '../entities/sales-rep.entity';
import { CreateUserDto } from './dto/create-user.dto';
import { UpdateUserDto } from './dto/update-user.dto';

/** 👥 Users are sales reps: the entity Users and its table belong to nobody. */
@Injectable()
export class UsersService {
  constructor(
    @InjectRepository(SalesRep)
    private userRepository: Repository<SalesRep>,
  ) {}

  async findAll(countryId?: number, status?: number) {
    const where: FindOptionsWhere<SalesRep> = {};
    if (countryId !== undefined) {
      where.countryId = countryId;
    }
    if (status !== undefined) {
      where.status = status;
    }
    const users = await this.userRepository.find({ where, relations: ['role'], order: { name: 'ASC' } });
    return users.map((user) => this.withoutPassword(user));
  }

  async findById(id: number) {
    const user = await this.userRepository.findOne({ where: { id }, relations: ['role'] });
    if (!user) {
      throw new NotFoundException(`User ${id} not found`);
    }
    return this.withoutPassword(user);
  }

  async findByEmail(email: string): Promise<SalesRep | null> {
    return this.userRepository.findOne({ where: { email } });
  }

  async findByPhoneNumber(phoneNumber: string): Promise<SalesRep | null> {
    return this.userRepository.findOne({ where: { phoneNumber } });
  }

  async create(createUserDto: CreateUserDto) {
    if (await this.userRepository.count({ where: { phoneNumber: createUserDto.phoneNumber } })) {
      throw new ConflictException('Phone number is taken');
    }
    const user = this.userRepository.create({
      region_id: 0,
      region: '',
      route_id: 0,
      route: '',
      country: '',
      ...createUserDto,
      password: await bcrypt.hash(createUserDto.password, 10),
    });
    return this.withoutPassword(await this.userRepository.save(user));
  }

  async update(id: number, updateUserDto: UpdateUserDto) {
    await this.findById(id);
    if (Object.keys(updateUserDto).length > 0) {
      await this.userRepository.update(id, updateUserDto);
    }
    return this.findById(id);
  }

  async remove(id: number) {
    const result = await this.userRepository.delete(id);
    if (!result.affected) {
      throw new Error(`User ${id} could not be deleted`);
    }
    return { success: true };
  }

  private withoutPassword(user: SalesRep) {
    const { password, ...rest } = user;
    return rest;
  }
}

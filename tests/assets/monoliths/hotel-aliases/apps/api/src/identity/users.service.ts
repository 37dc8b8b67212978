import { ForbiddenException, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { CrudService, RoleName } from '@common';
import { IsEmail, IsEnum, IsOptional, IsString, MinLength } from 'class-validator';
import { hash } from 'bcryptjs';
import { Repository } from 'typeorm';
import { User } from './user.entity';

export class CreateUser {
  @IsEmail()
  email!: string;

  @IsString()
  firstName!: string;

  @IsString()
  lastName!: string;

  @MinLength(6)
  password!: string;

  @IsOptional()
  @IsEnum(RoleName)
  role?: RoleName;
}

export interface Contact {
  name: string;
  email: string;
  since: Date;
}

@Injectable()
export class UsersService extends CrudService<User> {
  constructor(@InjectRepository(User) users: Repository<User>) {
    super(users, 'user');
  }

  findByEmail(email: string): Promise<User | null> {
    return this.rows.findOneBy({ email });
  }

  async register(values: CreateUser) {
    return this.create({ ...values, password: await hash(values.password, 4) });
  }

  /** Refuses who may not stay here any more. */
  async requireActive(id: number): Promise<User> {
    const user = await this.findOne(id);
    if (!user.active) throw new ForbiddenException({ error: 'inactive', user: user.id });
    return user;
  }

  // No return type: who calls it from elsewhere gets what the compiler finds.
  async contactsOf(ids: number[]) {
    const users = await this.rows.createQueryBuilder('u').where('u.id IN (:...ids)', { ids: [0, ...ids] }).orderBy('u.id').getMany();
    return new Map(users.map((user): [number, Contact] => [user.id, { name: user.name, email: user.email, since: user.createdAt }]));
  }
}

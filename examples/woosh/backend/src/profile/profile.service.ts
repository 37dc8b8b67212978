import { BadRequestException, Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import * as bcrypt from 'bcryptjs';
import { Repository } from 'typeorm';
import { ClockInOutService } from '../clock-in-out/clock-in-out.service';
import { CloudinaryService } from '../cloudinary/cloudinary.service';
import { SalesRep } from '../entities/sales-rep.entity';

@Injectable()
export class ProfileService {
  constructor(
    @InjectRepository(SalesRep)
    private userRepository: Repository<SalesRep>,
    private cloudinaryService: CloudinaryService,
    private clockInOutService: ClockInOutService,
  ) {}

  async findById(id: number) {
    const user = await this.userRepository.findOne({
      where: { id },
      select: ['id', 'name', 'email', 'phoneNumber', 'country', 'region', 'route', 'photoUrl', 'status'],
    });
    if (!user) {
      throw new NotFoundException('User not found');
    }
    return user;
  }

  async updatePassword(userId: number, currentPassword: string, newPassword: string) {
    const user = await this.userRepository.findOneByOrFail({ id: userId });
    if (!currentPassword || !(await user.validatePassword(currentPassword))) {
      throw new BadRequestException('Current password is wrong');
    }
    await this.userRepository.update(userId, { password: await bcrypt.hash(newPassword, 10) });
    return { success: true, message: '🔐 Password changed' };
  }

  async updateEmail(userId: number, email: string) {
    if (!email || !email.includes('@')) {
      throw new BadRequestException('Not an email address');
    }
    await this.userRepository.update({ id: userId }, { email });
    return { success: true, email };
  }

  async updatePhoto(userId: number, file: Express.Multer.File) {
    const stored = await this.cloudinaryService.uploadToCloudinary(file.buffer, file.originalname, {
      folder: 'profile-photos',
      resource_type: 'image',
    });
    await this.userRepository.update(userId, { photoUrl: stored.secure_url });
    return { success: true, photoUrl: stored.secure_url };
  }

  async getSessionHistory(userId: number, startDate?: string, endDate?: string) {
    return this.clockInOutService.getClockSessionsWithProcedure(userId, startDate, endDate);
  }

  async getUserStats(userId: number) {
    const user = await this.findById(userId);
    const history = await this.clockInOutService.getClockHistory(userId);
    const minutes = history.sessions.reduce((sum, session) => sum + (session.duration ?? 0), 0);
    return { userId, name: user.name, totalSessions: history.total, totalHours: +(minutes / 60).toFixed(1) };
  }

  /** The row stays, because half the tables point at it; it is only switched off. */
  async deleteAccount(userId: number) {
    const user = await this.findById(userId);
    user.status = 0;
    await this.userRepository.save(user);
    return { success: true };
  }
}

import { Body, Controller, Delete, Get, Param, Post, Put, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { Role } from '../entities/role.entity';
import { RolesService } from './roles.service';

@Controller('roles')
@UseGuards(JwtAuthGuard)
export class RolesController {
  constructor(private readonly rolesService: RolesService) {}

  @Get()
  findAll() {
    return this.rolesService.findAll();
  }

  @Get(':id')
  findOne(@Param('id') id: string) {
    return this.rolesService.findOne(+id);
  }

  @Get('name/:name')
  findByName(@Param('name') name: string) {
    return this.rolesService.findByName(name);
  }

  @Post()
  create(@Body() role: Partial<Role>) {
    return this.rolesService.create(role);
  }

  @Put(':id')
  update(@Param('id') id: string, @Body() role: Partial<Role>) {
    return this.rolesService.update(+id, role);
  }

  @Delete(':id')
  remove(@Param('id') id: string) {
    return this.rolesService.remove(+id);
  }
}

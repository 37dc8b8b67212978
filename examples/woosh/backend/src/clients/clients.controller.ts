import {
  Body,
  Controller,
  Get,
  NotFoundException,
  Param,
  Patch,
  Post,
  Query,
  Request,
  UseGuards,
} from '@nestjs/common';
import { SkipThrottle } from '@nestjs/throttler';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { Clients } from '../entities';
import { ClientsService } from './clients.service';
import { CreateClientDto } from './dto/create-client.dto';
import { SearchClientsDto } from './dto/search-clients.dto';

@Controller('clients')
@UseGuards(JwtAuthGuard)
export class ClientsController {
  constructor(private readonly clientsService: ClientsService) {}

  @Post()
  async create(@Body() createClientDto: CreateClientDto, @Request() req) {
    return this.clientsService.create(createClientDto, req.user.countryId, req.user.id);
  }

  @Get()
  @SkipThrottle()
  async findAll(@Request() req) {
    return this.clientsService.findAll(req.user.countryId, req.user.role, req.user.id);
  }

  @Get('basic')
  async findAllBasic(@Request() req) {
    return this.clientsService.findAllBasic(req.user.countryId);
  }

  // 🔎 before ':id', or the word would be taken for one
  @Get('search')
  async search(@Query() query: SearchClientsDto, @Request() req) {
    return this.clientsService.search(query, req.user.countryId);
  }

  @Get('search/basic')
  async searchBasic(@Query('q') term: string, @Request() req) {
    return this.clientsService.searchBasic(term, req.user.countryId);
  }

  @Get(':id')
  async findOne(@Param('id') id: string) {
    const client = await this.clientsService.findOne(+id);
    if (!client) {
      throw new NotFoundException('Client not found');
    }
    return { ...client, addedByName: client.addedByUser?.name, addedByUser: undefined };
  }

  @Get(':id/basic')
  async findOneBasic(@Param('id') id: string) {
    return (await this.clientsService.findOneBasic(+id)) || {};
  }

  @Patch(':id')
  async update(@Param('id') id: string, @Body() updates: Partial<Clients>) {
    return this.clientsService.update(+id, updates);
  }

  // @Delete(':id')
  // async remove(@Param('id') id: string) {
  //   return this.clientsService.remove(+id);
  // }

  @Get('country/:countryId')
  async findByCountry(@Param('countryId') countryId: string) {
    return this.clientsService.findByCountry(+countryId);
  }

  @Get('region/:regionId')
  async findByRegion(@Param('regionId') regionId: string, @Request() req) {
    return this.clientsService.findByRegion(+regionId, req.user.countryId);
  }

  @Get('route/:routeId')
  async findByRoute(@Param('routeId') routeId: string, @Request() req) {
    return this.clientsService.findByRoute(+routeId, req.user.countryId);
  }

  @Get('location/nearby')
  async findNearby(@Query() query: any, @Request() req) {
    return this.clientsService.findByLocation(
      Number(query.latitude),
      Number(query.longitude),
      Number(query.radius || 10),
      req.user.countryId,
    );
  }

  @Get('stats/overview')
  async getStats(@Request() req) {
    return this.clientsService.getStats(req.user.countryId);
  }
}
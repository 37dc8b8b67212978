import { Body, Controller, Get, NotFoundException, Param, Post, Put, Request, UseGuards } from '@nestjs/common';
import { JwtAuthGuard } from '../auth/guards/jwt-auth.guard';
import { ClientAssignmentService } from '../client-assignment/client-assignment.service';
import { Clients } from '../entities/clients.entity';
import { OutletQuantityService } from '../outlet-quantity/outlet-quantity.service';
import { ClientsService } from './clients.service';

// The same rows as /clients under the name that old app builds use. PaymentsController shares the prefix.
@Controller('outlets')
@UseGuards(JwtAuthGuard)
export class OutletsController {
  constructor(
    private readonly clientsService: ClientsService,
    private readonly outletQuantityService: OutletQuantityService,
    private readonly clientAssignmentService: ClientAssignmentService,
  ) {}

  private toOutlet(client: Clients) {
    return {
      id: client.id,
      name: client.name,
      address: client.address,
      contact: client.contact,
      latitude: client.latitude,
      longitude: client.longitude,
      regionId: client.region_id,
      regionName: client.region,
      countryId: client.countryId,
    };
  }

  @Get()
  async findAll(@Request() req) {
    const clients = await this.clientsService.findAll(req.user.countryId, req.user.role, req.user.id);
    return clients.map((client) => this.toOutlet(client));
  }

  // outlets/nearby of the app lands here: no number, 500
  @Get(':id')
  async findOne(@Param('id') id: string) {
    const client = await this.clientsService.findOne(+id);
    if (!client) {
      throw new NotFoundException('Outlet not found');
    }
    return this.toOutlet(client);
  }

  @Post()
  async create(@Body() body: any, @Request() req) {
    const client = await this.clientsService.create(
      {
        name: body.name,
        contact: body.contact || '',
        address: body.address,
        latitude: body.latitude,
        longitude: body.longitude,
        email: body.email,
        regionId: body.regionId,
        region: body.regionName,
      },
      req.user.countryId,
      req.user.id,
    );
    return this.toOutlet(client);
  }

  @Put(':id')
  async update(@Param('id') id: string, @Body() body: Partial<Clients>) {
    return this.toOutlet(await this.clientsService.update(+id, body));
  }

  // 💥 500: nothing ever created the table OutletQuantity
  @Get(':id/products')
  async getProducts(@Param('id') id: string) {
    const rows = await this.outletQuantityService.findByOutlet(+id);
    return rows.map((row) => ({
      productId: row.productId,
      productName: row.product.productName,
      price: row.product.sellingPrice,
      quantity: row.quantity,
    }));
  }

  @Post('assign')
  async assign(@Body() body: { outletId: number; salesRepId: number }) {
    const assignment = await this.clientAssignmentService.assignOutletToSalesRep(body.outletId, body.salesRepId);
    return { success: true, data: assignment };
  }

  @Get(':id/assignment')
  async getAssignment(@Param('id') id: string) {
    const assignment = await this.clientAssignmentService.getAssignedSalesRep(+id);
    if (!assignment) {
      return { assigned: false };
    }
    return {
      assigned: true,
      outletName: assignment.outlet.name,
      salesRep: {
        id: assignment.salesRep.id,
        name: assignment.salesRep.name,
        email: assignment.salesRep.email,
        phoneNumber: assignment.salesRep.phoneNumber,
      },
      assignedAt: assignment.assignedAt,
    };
  }

  @Get(':id/assignment-history')
  async getAssignmentHistory(@Param('id') id: string) {
    const history = await this.clientAssignmentService.getHistory(+id);
    return history.map((row) => ({
      id: row.id,
      salesRepName: row.salesRep?.name,
      status: row.status,
      assignedAt: row.assignedAt,
    }));
  }
}

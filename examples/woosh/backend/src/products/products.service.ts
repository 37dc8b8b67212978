import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { Clients } from '../entities/clients.entity';
import { Store } from '../entities/store.entity';
import { StoreInventory } from '../entities/store-inventory.entity';
import { Product } from './entities/product.entity';
import { ProductsCacheService } from './products-cache.service';

@Injectable()
export class ProductsService {
  constructor(
    @InjectRepository(Product)
    private readonly productRepository: Repository<Product>,
    @InjectRepository(Store)
    private readonly storeRepository: Repository<Store>,
    @InjectRepository(StoreInventory)
    private readonly storeInventoryRepository: Repository<StoreInventory>,
    @InjectRepository(Clients)
    private readonly clientRepository: Repository<Clients>,
    private readonly dataSource: DataSource,
    private readonly cacheService: ProductsCacheService,
  ) {}

  async findAll(clientId?: number): Promise<Product[]> {
    const key = `products:${clientId || 'all'}`;
    const cached = this.cacheService.get<Product[]>(key);
    if (cached) {
      return cached;
    }
    const products = await this.productRepository
      .createQueryBuilder('product')
      .leftJoinAndSelect('product.categoryEntity', 'category')
      .leftJoinAndSelect('category.categoryPriceOptions', 'priceOptions')
      .where('product.isActive = :isActive', { isActive: true })
      .orderBy('product.productName', 'ASC')
      .getMany();

    // A client who must not see everything sees the stock of his own country only.
    const client = clientId ? await this.clientRepository.findOne({ where: { id: clientId } }) : null;
    const withStock = client
      ? await this.addStockInformationOptimized(products, client.countryId)
      : await this.addStockInformation(products);
    this.cacheService.set(key, withStock);
    return withStock;
  }

  async findByCountry(countryId: number): Promise<Product[]> {
    const key = `products:country:${countryId}`;
    const cached = this.cacheService.get<Product[]>(key);
    if (cached) {
      return cached;
    }
    const products = await this.productRepository.find({
      where: { isActive: true },
      relations: ['categoryEntity', 'categoryEntity.categoryPriceOptions'],
    });
    const withStock = await this.addStockInformationOptimized(products, countryId);
    this.cacheService.set(key, withStock);
    return withStock;
  }

  async findOne(id: number): Promise<any> {
    const product = await this.productRepository.findOne({
      where: { id },
      relations: ['categoryEntity', 'storeInventory', 'storeInventory.store'],
    });
    if (!product) {
      throw new NotFoundException(`Product ${id} not found`);
    }
    const reserved = await this.getReserved(id);
    return {
      ...product,
      categoryName: product.categoryEntity?.name,
      totalStock: product.storeInventory.reduce((sum, row) => sum + row.quantity, 0),
      reserved,
      stores: await this.getStoresWithStock(id),
    };
  }

  private async addStockInformation(products: Product[]): Promise<Product[]> {
    const rows = await this.dataSource
      .createQueryBuilder()
      .select(['si.product_id AS productId', 'SUM(si.quantity) AS total'])
      .from('store_inventory', 'si')
      .groupBy('si.product_id')
      .getRawMany();
    const totals = new Map(rows.map((row) => [Number(row.productId), Number(row.total)]));
    for (const product of products) {
      product.totalStock = totals.get(product.id) || 0;
      product.isOutOfStock = product.totalStock === 0;
    }
    return products;
  }

  // 🚀 one statement for all products; only the list of question marks is interpolated
  private async addStockInformationOptimized(products: Product[], countryId: number): Promise<Product[]> {
    if (products.length === 0) {
      return products;
    }
    const placeholders = products.map(() => '?').join(',');
    const rows = await this.dataSource.query(
      `SELECT si.product_id AS productId, s.id AS storeId, s.store_name AS storeName, si.quantity AS quantity
       FROM store_inventory si
       INNER JOIN stores s ON s.id = si.store_id
       WHERE si.product_id IN (${placeholders}) AND s.country_id = ? AND s.is_active = 1`,
      [...products.map((product) => product.id), countryId],
    );
    for (const product of products) {
      product.storeStocks = rows
        .filter((row: any) => row.productId === product.id)
        .map((row: any) => ({ storeId: row.storeId, storeName: row.storeName, quantity: row.quantity }));
      product.totalStock = product.storeStocks.reduce((sum, stock) => sum + stock.quantity, 0);
      product.isOutOfStock = product.totalStock === 0;
    }
    return products;
  }

  private async getReserved(productId: number): Promise<number> {
    const row = await this.dataSource
      .createQueryBuilder()
      .select('SUM(si.reserved_quantity)', 'reserved')
      .from('store_inventory', 'si')
      .where('si.product_id = :productId', { productId })
      .getRawOne();
    return Number(row?.reserved || 0);
  }

  private async getStoresWithStock(productId: number): Promise<any[]> {
    return this.dataSource
      .createQueryBuilder()
      .select(['s.id AS id', 's.store_name AS name', 'si.quantity AS quantity'])
      .from('store_inventory', 'si')
      .leftJoin('stores', 's', 's.id = si.store_id')
      .where('si.product_id = :productId AND si.quantity > 0', { productId })
      .getRawMany();
  }

  async countOutOfStock(): Promise<number> {
    const row = await this.dataSource
      .createQueryBuilder()
      .select('COUNT(DISTINCT si.product_id)', 'count')
      .from('store_inventory', 'si')
      .where('si.quantity <= 0')
      .getRawOne();
    return Number(row?.count || 0);
  }

  async getCatalogueSize(): Promise<any> {
    const [products, stores, stocked] = await Promise.all([
      this.productRepository.count({ where: { isActive: true } }),
      this.storeRepository.count({ where: { isActive: true } }),
      this.storeInventoryRepository.createQueryBuilder('inventory').where('inventory.quantity > 0').getCount(),
    ]);
    return { products, stores, stocked, outOfStock: await this.countOutOfStock(), cache: this.cacheService.stats() };
  }
}

"""One service whole, as it was when it was last reviewed: every file of its code, moved and generated, and its slice."""

from __future__ import annotations

from pathlib import Path

import pytest
from extractions import ORDER, SERVICE, SHOP, USER, USERS, changed, take_apart
from golden_files import compare

from woosh_split.pipeline.extract_request import SLICE

GOLDEN = Path(__file__).parents[3] / "golden" / "extraction"

CATALOGUE = {
    f"src/catalogue/{name}.entity.ts": f"""import {{ Column, Entity, PrimaryGeneratedColumn }} from 'typeorm';

@Entity('{name.replace("-", "_")}s')
export class {"".join(part.title() for part in name.split("-"))} {{
  @PrimaryGeneratedColumn() id: number;

  @Column() name: string;
}}
"""
    for name in ("product", "product-category", "warehouse-shelf", "supplier-contract", "seasonal-discount")
}
CLASSES = {
    "Product": "product",
    "ProductCategory": "product-category",
    "WarehouseShelf": "warehouse-shelf",
    "SupplierContract": "supplier-contract",
    "SeasonalDiscount": "seasonal-discount",
}
IMPORTS = "".join(
    f"import {{ {name} }} from '../catalogue/{file}.entity';\n" for name, file in sorted(CLASSES.items())
)
MONOLITH = {
    **SHOP,
    **CATALOGUE,
    **changed(
        "src/app.module.ts",
        ("  imports: [TypeOrmModule.forRoot({ type: 'mysql', autoLoadEntities: true }), UsersModule, OrdersModule],",
         "  imports: [\n    TypeOrmModule.forRoot({ type: 'mysql', entities: [join(__dirname, '**/*.entity.js')] }),\n    ScheduleModule.forRoot(),\n    UsersModule, // people\n    CatalogueModule,\n    OrdersModule,\n  ],"),
        ("import { OrdersModule }", "import { ScheduleModule } from '@nestjs/schedule';\nimport { join } from 'path';\nimport { CatalogueModule } from './catalogue/catalogue.module';\nimport { OrdersModule }"),
    ),
    "src/catalogue/catalogue.module.ts": "import { Module } from '@nestjs/common';\nimport { TypeOrmModule } from '@nestjs/typeorm';\n"
    + IMPORTS.replace("../catalogue/", "./")
    + "\n@Module({ imports: [TypeOrmModule.forFeature([" + ", ".join(sorted(CLASSES)) + "])] })\nexport class CatalogueModule {}\n",
    **changed(
        USER,
        ("@Entity('users')", "/** Somebody who buys. */\n@Entity('users')\n@Index(['name'])"),
        ("  @OneToMany", "  @Column({ select: false })\n  password: string;\n\n  @OneToOne(() => Badge, (badge) => badge.user)\n  badge: Badge;\n\n  @OneToMany"),
        ("Entity, OneToMany,", "Entity, Index, OneToMany, OneToOne,"),
        ("import { Order }", "import { Badge } from './badge.entity';\nimport { Order }"),
    ),
    "src/users/badge.entity.ts": "import { Entity, JoinColumn, OneToOne, PrimaryGeneratedColumn } from 'typeorm';\n"
    "import { User } from './user.entity';\n\n@Entity('badges')\nexport class Badge {\n  @PrimaryGeneratedColumn() id: number;\n\n"
    "  @OneToOne(() => User, (user) => user.badge)\n  @JoinColumn()\n  user: User;\n}\n",
    **changed(
        USERS,
        ("export class UsersModule {}", "export class UsersModule implements OnModuleInit {\n  onModuleInit(): void {\n    console.log('users');\n  }\n}"),
        ("{ Module }", "{ Module, OnModuleInit }"),
        ("[User]", "[User, Badge]"),
        ("import { User }", "import { Badge } from './badge.entity';\nimport { User }"),
    ),
    **changed(
        "src/users/users.service.ts",
        ("  async findOne", "  async visitsOf(user: User, since: Date, until: Date | undefined, kinds: string[]): Promise<Map<Date, number>> {\n"
         "    return new Map([[since, user.id + kinds.length + Number(until)]]);\n  }\n\n  async findOne"),
    ),
    **changed(
        ORDER,
        ("  user: User;", "  user: User;\n\n  @OneToMany(() => Rating, (rating) => rating.order, { cascade: true })\n  ratings: Rating[];"),
        ("ManyToOne, Primary", "ManyToOne, OneToMany, Primary"),
        ("import { User }", "import { Rating } from '../ratings/rating.entity';\nimport { User }"),
    ),
    "src/ratings/rating.entity.ts": "import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';\n"
    "import { Order } from '../orders/order.entity';\n\n@Entity('ratings')\nexport class Rating {\n  @PrimaryGeneratedColumn() id: number;\n\n"
    "  @Column() stars: number;\n\n  @ManyToOne(() => Order, (order) => order.ratings)\n  order: Order;\n}\n",
    **changed(
        SERVICE,
        ("  async place", "  @Cron('0 3 * * *')\n  async sweep(): Promise<void> {\n    await this.orders.delete({ userId: 0 });\n  }\n\n"
         "  @Cron('0 4 * * *')\n  async remind(): Promise<Order[]> {\n    return this.orders.find({ relations: ['user', 'ratings'] });\n  }\n\n"
         "  stock(): Promise<unknown> {\n    return Promise.all([" + ", ".join(f"this.source.getRepository({name}).find()" for name in sorted(CLASSES)) + "]);\n  }\n\n  async place"),
        ("    const user =", "    await this.users.visitsOf(new User(), new Date(), undefined, []);\n    const user ="),
        ("    private readonly users", "    private readonly source: DataSource,\n    private readonly users"),
        ("{ Repository }", "{ DataSource, Repository }"),
        ("import { Order }", IMPORTS + "import { User } from '../users/user.entity';\nimport { Cron } from '@nestjs/schedule';\nimport { Order }"),
    ),
}  # fmt: skip
SPLIT = """services:
  sales: {modules: [orders], tables: [orders, ratings]}
  people: {modules: [users], tables: [users, badges]}
  catalogue: {modules: [catalogue], tables: [products, product_categorys, warehouse_shelfs, supplier_contracts, seasonal_discounts]}
"""


def compare_all(name: str, files: dict[str, bytes]) -> None:
    """Compare files with a folder of golden files, which holds no others."""
    folder = GOLDEN / name
    found = {f"{path}.txt" if path.endswith(".ts") else path: data for path, data in files.items()}
    for path, data in found.items():
        compare(folder / path, data)
    there = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert sorted(there) == sorted(found)


@pytest.mark.parametrize("service", ["sales", "people"])
def test_a_service_is_what_it_was(tmp_path: Path, service: str) -> None:
    found = take_apart(tmp_path, MONOLITH, SPLIT, service).of(service)
    assert found.refusals == ()
    compare_all(
        service,
        {
            path: data
            for path, data in found.files
            if path.startswith("src/") and "/generated/runtime/" not in path
        },
    )


def test_a_slice_is_what_it_was(tmp_path: Path) -> None:
    found = take_apart(tmp_path, MONOLITH, SPLIT, "sales", stage=SLICE).of("sales")
    compare_all("slice", {path: data for path, data in found.files if not path.startswith("runtime/")})

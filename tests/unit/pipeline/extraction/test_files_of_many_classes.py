"""Files that hold the controllers of many modules: each service gets its own, and what stays behind brings nothing along."""

from __future__ import annotations

from pathlib import Path

import pytest
from extractions import CLIENT, MODULE, SHOP, USER, USERS, changed, refusals, shop_apart

CONTROLLERS = "src/controllers.ts"
BOTH = """import { Controller, Get, Post } from '@nestjs/common';
import { OrdersService } from './orders/orders.service';
import { UsersService } from './users/users.service';

class Answering {
  protected answer<T>(value: T) { return { value }; }
}

/** Who there is. */
@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get() first() { return this.users.findOne(1); }

  @Get('names') names() { return this.users.names(); }
}

@Controller('orders')
export class OrdersController extends Answering {
  constructor(private readonly orders: OrdersService) { super(); }

  @Post() async place() { return this.answer(await this.orders.place(1)); }
}
"""
SYNC = ("  async findOne", "  names(): string[] { return []; }\n\n  async findOne")


def _files(controllers: str = BOTH) -> dict[str, str | None]:
    path = "src/users/users.service.ts"
    return {
        **changed(USERS, ("'./users.controller'", "'../controllers'")),
        **changed(MODULE, ("'./orders.controller'", "'../controllers'")),
        **changed(path, SYNC),
        "src/users/users.controller.ts": None,
        "src/orders/orders.controller.ts": None,
        CONTROLLERS: controllers,
    }


def test_a_controller_of_another_service_stays_behind(tmp_path: Path) -> None:
    """Its calls cross nothing: that ``names`` gives no promise would stand against the service else."""
    apart = shop_apart(tmp_path, _files())
    sales, people = (apart.texts(each) for each in ("sales", "people"))
    cut = BOTH[BOTH.index("/** Who") : BOTH.index("@Controller('orders')")]
    left = BOTH.replace("import { UsersService } from './users/users.service';\n", "").replace(cut, "")
    assert sales[CONTROLLERS] == left.replace("Controller, Get, Post", "Controller, Post")
    assert "OrdersController" not in people[CONTROLLERS] and "orders.service" not in people[CONTROLLERS]
    assert "findOne" in sales[CLIENT] and "names" not in sales[CLIENT]
    assert not [path for path in people if "remote" in path]


def test_every_edit_is_told(tmp_path: Path) -> None:
    moved = {each.path: each for each in shop_apart(tmp_path, _files(), "sales").of("sales").moved}
    assert [edit.reason for edit in moved[CONTROLLERS].edits] == [
        "nothing uses the import any more",
        "nothing uses the import any more",
        "UsersController belongs to another service",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("@Controller('orders')", "const FIRST = UsersController.name;\n\n@Controller('orders')"),
        ("extends Answering {\n  constructor(private readonly orders: OrdersService) { super(); }",
         "extends UsersController {\n  constructor(readonly orders: OrdersService, users: UsersService) { super(users); }"),
    ],
)  # fmt: skip
def test_what_is_named_by_what_stays_comes_along(tmp_path: Path, old: str, new: str) -> None:
    controllers = BOTH.replace("  @Get('names') names() { return this.users.names(); }\n", "").replace(
        old, new
    )
    controllers = controllers.replace("this.answer(await this.orders.place(1))", "await this.orders.place(1)")
    sales = shop_apart(tmp_path, _files(controllers), "sales").texts("sales")
    assert "class UsersController" in sales[CONTROLLERS]


def test_a_list_of_all_controllers_keeps_them(tmp_path: Path) -> None:
    """``import * as controllers``: what is taken from it is not seen."""
    files = _files(BOTH.replace("  @Get('names') names() { return this.users.names(); }\n", ""))
    files |= changed(
        MODULE,
        (
            "import { OrdersController } from './orders.controller';",
            "import * as controllers from '../controllers';",
        ),
        ("controllers: [OrdersController]", "controllers: [controllers.OrdersController]"),
    )
    sales = shop_apart(tmp_path, files, "sales").texts("sales")
    assert "class UsersController" in sales[CONTROLLERS]


def test_a_barrel_passes_on_what_is_there(tmp_path: Path) -> None:
    files = _files()
    files |= {
        "src/barrel.ts": "export { OrdersController, UsersController } from './controllers';\n",
        **changed(MODULE, ("'./orders.controller'", "'../barrel'")),
        **changed(USERS, ("'./users.controller'", "'../barrel'")),
    }
    sales = shop_apart(tmp_path, files, "sales").texts("sales")
    assert sales["src/barrel.ts"] == "export { OrdersController } from './controllers';\n"


SERVICES = """import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Order } from './orders/order.entity';
import { User } from './users/user.entity';

@Injectable()
export class UsersService {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  async findOne(id: number): Promise<User | null> { return this.users.findOneBy({ id }); }
}

@Injectable()
export class OrdersService {
  constructor(@InjectRepository(Order) private readonly orders: Repository<Order>, private readonly users: UsersService) {}

  async place(userId: number): Promise<Order> {
    const user = await this.users.findOne(userId);
    return this.orders.save({ userId: user?.id });
  }
}
"""


@pytest.mark.parametrize("service", ["sales", "people"])
def test_providers_of_several_services_in_one_file_are_refused(tmp_path: Path, service: str) -> None:
    """The one that has the file would run the other's code, and the other would call its own over the wire."""
    told = refusals(
        tmp_path,
        {
            "src/services.ts": SERVICES,
            "src/users/users.service.ts": None,
            "src/orders/orders.service.ts": None,
            **changed(USERS, ("'./users.service'", "'../services'")),
            **changed(MODULE, ("'./orders.service'", "'../services'")),
            **changed("src/users/users.controller.ts", ("'./users.service'", "'../services'")),
            **changed("src/orders/orders.controller.ts", ("'./orders.service'", "'../services'")),
        },
        service,
    )
    assert (
        "src/services.ts: it holds providers of several services (OrdersService of sales, UsersService of people), and a file "
        "has one place. What fits: a file for each of them, or keeping their modules together (`pins: together:`)."
    ) in told


MODULES = """import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Order } from './orders/order.entity';
import { OrdersController } from './orders/orders.controller';
import { OrdersService } from './orders/orders.service';
import { User } from './users/user.entity';
import { UsersController } from './users/users.controller';
import { UsersService } from './users/users.service';

@Module({
  imports: [TypeOrmModule.forFeature([User])],
  controllers: [UsersController],
  providers: [UsersService],
  exports: [UsersService],
})
export class UsersModule {
  onModuleInit() { console.log('users are here'); }
}

@Module({
  imports: [TypeOrmModule.forFeature([Order]), UsersModule],
  controllers: [OrdersController],
  providers: [OrdersService],
})
export class OrdersModule {}
"""


def test_modules_of_several_services_in_one_file(tmp_path: Path) -> None:
    """Each service has its own; of one that it imports only what it calls comes along, and nobody imports the other."""
    apart = shop_apart(
        tmp_path,
        {
            "src/modules.ts": MODULES,
            USERS: None,
            MODULE: None,
            **changed(
                "src/app.module.ts",
                ("'./orders/orders.module'", "'./modules'"),
                ("'./users/users.module'", "'./modules'"),
            ),
        },
    )
    sales, people = (apart.texts(each)["src/modules.ts"] for each in ("sales", "people"))
    users, orders = (
        MODULES[MODULES.index("@Module") : MODULES.rindex("@Module")],
        MODULES[MODULES.rindex("@Module") :],
    )
    hook = MODULES[MODULES.index("{\n  onModuleInit") : MODULES.rindex("@Module")]
    assert sales.endswith(users.replace("[UsersController]", "[]").replace(hook, "{}\n\n") + orders)
    assert "'./generated/remote/people/users/users.service'" in sales
    assert users.rstrip() in people and "Order" not in people


def test_a_module_beside_the_entity_of_others_brings_no_controller(tmp_path: Path) -> None:
    """The file stands in as a read model: the routes of its module are its owner's alone."""
    service = changed("src/users/users.service.ts", ("'./user.entity'", "'./users.module'"))
    whole = f"{SHOP[USER]}\n{SHOP[USERS]}".replace("import { User } from './user.entity';\n", "")
    apart = shop_apart(
        tmp_path,
        {
            USER: None,
            USERS: whole,
            **service,
            **changed("src/orders/order.entity.ts", ("'../users/user.entity'", "'../users/users.module'")),
        },
        "sales",
    )
    assert "UsersController" not in "".join(apart.texts("sales").values())


ALL_OF_USERS = """import { Controller, Get, Injectable, Module } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Column, Entity, PrimaryGeneratedColumn, Repository } from 'typeorm';

@Entity('users')
export class User {
  @PrimaryGeneratedColumn() id: number;

  @Column() name: string;
}

export abstract class Directory { abstract findOne(id: number): Promise<User | null>; }

@Injectable()
export class UsersService extends Directory {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) { super(); }

  async findOne(id: number): Promise<User | null> { return this.users.findOneBy({ id }); }
}

@Controller('users')
export class UsersController {
  constructor(private readonly users: Directory) {}

  @Get() first() { return this.users.findOne(1); }
}

@Module({
  imports: [TypeOrmModule.forFeature([User])],
  controllers: [UsersController],
  providers: [UsersService, { provide: Directory, useExisting: UsersService }],
  exports: [Directory],
})
export class UsersModule {}
"""
IN_ONE_FILE = {
    "src/users/users.ts": ALL_OF_USERS,
    **dict.fromkeys(f"src/users/{name}.ts" for name in ("user.entity", "users.service", "users.controller", "users.module")),
    **changed(MODULE, ("'../users/users.module'", "'../users/users'")),
    **changed("src/app.module.ts", ("'./users/users.module'", "'./users/users'")),
    **changed(
        "src/orders/order.entity.ts",
        ("import { User } from '../users/user.entity';\n", ""),
        ("\n  @ManyToOne(() => User, (user) => user.orders)\n  @JoinColumn({ name: 'userId' })\n  user: User;\n", ""),
        ("Column, Entity, JoinColumn, ManyToOne, ", "Column, Entity, "),
    ),
    **changed(
        "src/orders/orders.service.ts",
        ("{ UsersService } from '../users/users.service'", "{ Directory } from '../users/users'"),
        ("users: UsersService", "users: Directory"),
    ),
}  # fmt: skip


def test_a_provider_behind_an_abstract_class_in_the_file_of_its_entity_is_called_over_the_wire(
    tmp_path: Path,
) -> None:
    """Found in a trial: the file that stands in named a client that nobody had written."""
    apart = shop_apart(tmp_path, IN_ONE_FILE)
    sales = apart.texts("sales")
    assert apart.of("sales").refusals == ()
    assert "findOne(id: number)" in sales["src/generated/entities/users/users.client.ts"]
    assert "providers: [UsersService, { provide: Directory, useExisting: UsersService }]" in " ".join(
        sales["src/generated/entities/users/users.ts"].split()
    )


def test_a_token_that_only_code_of_others_asks_for_brings_nothing_along(tmp_path: Path) -> None:
    """Found in a trial: the words of a whole file counted, of which a service has one class."""
    bills = (
        "import { Injectable, Module } from '@nestjs/common';\nimport { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';\n"
        "import { Column, Entity, PrimaryGeneratedColumn, Repository } from 'typeorm';\nimport { Directory, UsersModule } from '../users/users';\n\n"
        "@Entity('bills')\nexport class Bill {\n  @PrimaryGeneratedColumn() id: number;\n  @Column() total: number;\n}\n\n"
        "@Injectable()\nexport class Bills {\n  constructor(@InjectRepository(Bill) private readonly bills: Repository<Bill>, private readonly users: Directory) {}\n"
        "  async all() { await this.users.findOne(1); return this.bills.find(); }\n}\n\n"
        "@Module({ imports: [TypeOrmModule.forFeature([Bill]), UsersModule], providers: [Bills], exports: [Bills] })\nexport class BillsModule {}\n"
    )  # fmt: skip
    files = {
        **IN_ONE_FILE,
        "src/bills/bills.ts": bills,
        **changed(MODULE, ("{ UsersModule } from '../users/users.module'", "{ BillsModule } from '../bills/bills'"), ("UsersModule]", "BillsModule]")),
        **changed(
            "src/orders/orders.service.ts",
            ("{ UsersService } from '../users/users.service'", "{ Bills } from '../bills/bills'"),
            ("users: UsersService", "bills: Bills"),
            ("const user = await this.users.findOne(userId);", "await this.bills.all();"),
            ("user?.id", "userId"),
        ),
        **changed("src/app.module.ts", ("'./users/users.module'", "'./users/users'"), ("UsersModule, OrdersModule", "UsersModule, BillsModule, OrdersModule"), ("import { UsersModule }", "import { BillsModule } from './bills/bills';\nimport { UsersModule }")),
    }  # fmt: skip
    split = (
        "services:\n  sales: {modules: [orders], tables: [orders]}\n  money: {modules: [bills], tables: [bills]}\n"
        "  people: {modules: [users], tables: [users]}\n"
    )
    apart = shop_apart(tmp_path, files, "sales", split=split)
    sales = apart.texts("sales")
    assert apart.of("sales").refusals == ()
    assert "src/generated/entities/bills/bills.client.ts" in sales
    assert not [path for path in sales if "users" in path]

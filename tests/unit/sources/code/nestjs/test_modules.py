"""Modules as Nest scans them: names, imports, providers, ownership, visibility."""

from __future__ import annotations

import pytest
from nest_projects import backend

from woosh_split.sources.code.typescript.program import External

COMMON = (
    "import { Module, Global, Injectable, Controller, forwardRef, DynamicModule } from '@nestjs/common';\n"
)
MAIN = (
    "import { NestFactory } from '@nestjs/core';\n"
    "import { AppModule } from './app.module';\n"
    "NestFactory.create(AppModule);\n"
)


def modules(**files: str) -> dict[str, str]:
    """Return sources: ``a__b`` is ``src/a/b.ts``."""
    texts = {f"src/{name.replace('__', '/')}.ts": COMMON + text for name, text in files.items()}
    return {"src/main.ts": MAIN, **{path.replace("_module", ".module"): text for path, text in texts.items()}}


def test_a_module_is_named_after_its_class_and_the_root_is_app() -> None:
    """``OutletQuantityModule`` is ``outlet-quantity``, a class in capitals keeps its letters together."""
    _, _, graph = backend(
        modules(
            app_module="import { OutletQuantityModule } from './outlet/outlet.module';\n"
            "@Module({}) export class SMSGatewayModule {}\n"
            "@Module({ imports: [OutletQuantityModule, SMSGatewayModule] }) export class AppModule {}",
            outlet__outlet_module="@Module({}) export class OutletQuantityModule {}",
        )
    )
    assert [module.name for module in graph.modules] == ["app", "outlet-quantity", "sms-gateway"]


def test_of_two_modules_with_one_name_the_deeper_one_gets_its_folder_in_front() -> None:
    """The one nearest to the top keeps the name."""
    _, _, graph = backend(
        modules(
            app_module="import { UsersModule } from './users/users.module';\n"
            "import { UsersModule as Admins } from './admin/users/users.module';\n"
            "@Module({ imports: [Admins, UsersModule] }) export class AppModule {}",
            users__users_module="@Module({}) export class UsersModule {}",
            admin__users__users_module="@Module({}) export class UsersModule {}",
        )
    )
    assert {m.name: m.decl.file for m in graph.modules if m.name != "app"} == {
        "users": "src/users/users.module.ts",
        "admin-users": "src/admin/users/users.module.ts",
    }


def test_imports_are_followed_through_every_way_to_write_them() -> None:
    """forwardRef, constants, spreads, conditions, ConditionalModule, dynamic modules, also asynchronous ones."""
    names = ("Plain", "Ref", "Spread", "Chosen", "Else", "And")
    declared = "\n".join(f"@Module({{}}) export class {name}Module {{}}" for name in names)
    _, _, graph = backend(
        modules(
            app_module=f"""import {{ ConditionalModule }} from '@nestjs/config';
            {declared}
            @Module({{}}) export class DynamicModule_ {{}}
            @Module({{}}) export class LaterModule {{
              static async registerAsync(options: any) {{ return {{ module: LaterModule, imports: [] }}; }}
            }}
            export class MadeModule {{ static forRoot() {{ return {{ module: DynamicModule_ }}; }} }}
            const more = [SpreadModule];
            const production = process.env.NODE_ENV === 'production';
            @Module({{ imports: [
              PlainModule, forwardRef(() => RefModule), ...more,
              ...(production ? [ChosenModule] : [ElseModule]), production && AndModule,
              ConditionalModule.registerWhen(ConditionalModule_, 'FLAG'),
              MadeModule.forRoot(), LaterModule.registerAsync({{}}),
            ].filter(Boolean) }})
            export class AppModule {{}}
            @Module({{}}) export class ConditionalModule_ {{}}
            """
        )
    )
    found = {module.decl.name for module in graph.modules}
    assert found == {
        "AppModule", "PlainModule", "RefModule", "SpreadModule", "ChosenModule", "ElseModule", "AndModule",
        "ConditionalModule_", "DynamicModule_", "LaterModule",
    }  # fmt: skip
    assert graph.unresolved == ()


def test_what_a_dynamic_module_returns_is_added_to_what_its_decorator_says() -> None:
    """Arguments of the static method reach the returned lists, rest parameters too."""
    _, _, graph = backend(
        modules(
            app_module="""import { TypeOrmModule } from '@nestjs/typeorm';
            export class A {} export class B {} export class S {} export class C {}
            @Module({ controllers: [C] }) export class DataModule {
              static forFeature(...entities: Function[]): DynamicModule {
                const feature = TypeOrmModule.forFeature(entities);
                return { module: DataModule, global: true, imports: [feature], providers: [S], exports: [S] };
              }
            }
            @Module({ imports: [DataModule.forFeature(A, B)] }) export class AppModule {}"""
        )
    )
    data = graph.named("data")
    assert data is not None and data.is_global
    assert [decl.name for decl in data.entities] == ["A", "B"]
    assert [decl.name for decl in data.controllers] == ["C"]
    assert [provider.class_name for provider in data.providers] == ["S"]


def test_a_configurable_module_is_still_itself_when_its_method_cannot_be_followed() -> None:
    """``ConfigurableModuleBuilder`` makes the static methods: the class is known all the same."""
    _, _, graph = backend(
        modules(
            app_module="""import { ConfigurableModuleBuilder } from '@nestjs/common';
            const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<object>().build();
            @Module({}) export class MailModule extends ConfigurableModuleClass {}
            @Module({}) export class SmsModule extends ConfigurableModuleClass {
              static register(options: object) { return { ...super.register(options), global: true }; }
            }
            @Module({ imports: [MailModule.register({}), SmsModule.register({})] }) export class AppModule {}"""
        )
    )
    assert [module.name for module in graph.modules] == ["app", "mail", "sms"]


@pytest.mark.parametrize(("options", "expected"), [("{}", True), ("{ isGlobal: false }", False)])
def test_the_extras_of_a_configurable_module_are_worked_in(options: str, expected: bool) -> None:
    """Their defaults hold unless the caller gives others."""
    _, _, graph = backend(
        modules(
            app_module=f"""import {{ MailModule }} from './mail.module';
            @Module({{ imports: [MailModule.forRoot({options})] }}) export class AppModule {{}}""",
            mail_module="""import { ConfigurableModuleClass } from './definition';
            @Module({}) export class MailModule extends ConfigurableModuleClass {}""",
            definition="""import { ConfigurableModuleBuilder } from '@nestjs/common';
            export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<object>()
              .setExtras({ isGlobal: true }, (definition, extras) => ({ ...definition, global: extras.isGlobal }))
              .setClassMethodName('forRoot').build();""",
        )
    )
    mail = graph.named("mail")
    assert mail is not None and mail.is_global is expected


def test_a_static_method_that_calls_super_gives_what_the_base_class_gives() -> None:
    """``static forRoot(options) { return super.register(...) }``, of a class that was built and of one of our own."""
    _, _, graph = backend(
        modules(
            app_module="""import { ConfigurableModuleBuilder } from '@nestjs/common';
            const work = (definition, extras) => ({ ...definition, imports: extras.features });
            const { ConfigurableModuleClass } =
              new ConfigurableModuleBuilder<object>().setExtras({ features: [] }, work).build();
            @Module({}) export class OneModule {}
            @Module({}) export class TwoModule {}
            @Module({}) export class MailModule extends ConfigurableModuleClass {
              static forRoot(options) { return super.register({ ...options, isGlobal: true }); }
            }
            class Maker { static make(inner) { return { module: this, imports: [inner] }; } }
            @Module({}) export class OwnModule extends Maker {
              static make(inner) { return { ...super.make(inner), global: true }; }
            }
            @Module({ imports: [MailModule.forRoot({ features: [OneModule] }), OwnModule.make(TwoModule)] })
            export class AppModule {}"""
        )
    )
    assert {fact.name: fact.imports for fact in graph.facts([])} == {
        "app": ("mail", "own"), "mail": ("one",), "own": ("two",), "one": (), "two": (),
    }  # fmt: skip
    own = graph.named("own")
    assert own is not None and own.is_global


@pytest.mark.parametrize("method", ["forRoot", "forRootAsync"])
def test_all_options_reach_the_function_that_works_the_extras_in(method: str) -> None:
    """Nest hands over what the caller gives whether the extras name it or not."""
    _, _, graph = backend(
        modules(
            app_module=f"""import {{ MailModule, SmsModule }} from './mail.module';
            @Module({{ imports: [MailModule.{method}({{ features: [SmsModule], useFactory: () => ({{}}) }})] }})
            export class AppModule {{}}""",
            mail_module="""import { ConfigurableModuleClass } from './definition';
            @Module({}) export class SmsModule {}
            @Module({}) export class MailModule extends ConfigurableModuleClass {}""",
            definition="""import { ConfigurableModuleBuilder } from '@nestjs/common';
            function work({ imports = [], ...definition }, extras) {
              return { ...definition, imports: [...imports, ...(extras.features ?? [])] };
            }
            export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<object>()
              .setExtras({ isGlobal: true }, work).setClassMethodName('forRoot').build();""",
        )
    )
    assert [module.name for module in graph.modules] == ["app", "mail", "sms"]


def test_what_the_options_of_a_configurable_module_import_and_are_made_by_is_known() -> None:
    """``registerAsync({ imports, useClass })``: both are the module's."""
    _, _, graph = backend(
        modules(
            app_module="""import { ConfigurableModuleBuilder } from '@nestjs/common';
            const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<object>().build();
            @Module({}) export class SettingsModule {}
            export class MailSettings {}
            @Module({}) export class MailModule extends ConfigurableModuleClass {}
            @Module({ imports: [MailModule.registerAsync({ imports: [SettingsModule], useClass: MailSettings })] })
            export class AppModule {}"""
        )
    )
    mail = next(fact for fact in graph.facts([]) if fact.name == "mail")
    assert (mail.imports, mail.providers) == (("settings",), ("MailSettings",))


def test_a_module_that_only_a_packages_module_imports_is_loaded_but_is_no_import_of_ours() -> None:
    """``forRootAsync({ imports: [SettingsModule] })``."""
    _, _, graph = backend(
        modules(
            app_module="""import { JwtModule } from '@nestjs/jwt';
            @Module({}) export class SettingsModule {}
            @Module({ imports: [JwtModule.registerAsync({ imports: [SettingsModule], useFactory: () => ({}) })] })
            export class AppModule {}"""
        )
    )
    app = next(fact for fact in graph.facts([]) if fact.name == "app")
    assert (graph.named("settings") is not None, app.imports) == (True, ())


def test_an_import_that_is_computed_is_said_with_its_place() -> None:
    """Nothing is dropped in silence."""
    _, _, graph = backend(
        modules(app_module="@Module({ imports: [load(process.argv)] })\nexport class AppModule {}")
    )
    assert [(each.kind, each.file, each.line) for each in graph.unresolved] == [
        ("module", "src/app.module.ts", 3)
    ]


def test_a_file_belongs_to_the_module_that_declares_its_class_wherever_it_lies() -> None:
    """Then to the module in the nearest folder above it; the root's folder gathers nothing."""
    _, _, graph = backend(
        modules(
            app_module="import { BillingModule } from './billing/billing.module';\n"
            "@Module({ imports: [BillingModule] }) export class AppModule {}",
            billing__billing_module="import { Printer } from '../devices/printer';\n"
            "@Module({ providers: [{ provide: 'PRINTER', useClass: Printer }] }) export class BillingModule {}",
            billing__deep__total="export const total = 1;",
            devices__printer="export class Printer {}",
            devices__cable="export class Cable {}",
            version="export const version = 1;",
        )
    )
    owners = {name: graph.file_module(f"src/{name}.ts") for name in (
        "devices/printer", "devices/cable", "billing/deep/total", "version", "main", "app.module",
    )}  # fmt: skip
    assert owners == {
        "devices/printer": "billing",
        "devices/cable": "~shared",
        "billing/deep/total": "billing",
        "version": "~shared",
        "main": "~shared",
        "app.module": "app",
    }


def test_a_class_of_several_modules_belongs_to_the_nearest_folder_else_to_the_first_name() -> None:
    """A library service that others list as well stays in its own folder's module."""
    _, _, graph = backend(
        modules(
            app_module="import { AModule } from './a/a.module'; import { MailModule } from './mail/mail.module';\n"
            "@Module({ imports: [AModule, MailModule] }) export class AppModule {}",
            a__a_module="import { Mailer } from '../mail/mailer'; import { Clock } from '../clock';\n"
            "@Module({ providers: [Mailer, Clock] }) export class AModule {}",
            mail__mail_module="import { Mailer } from './mailer'; import { Clock } from '../clock';\n"
            "@Module({ providers: [Mailer, Clock] }) export class MailModule {}",
            mail__mailer="export class Mailer {}",
            clock="export class Clock {}",
        )
    )
    assert (graph.file_module("src/mail/mailer.ts"), graph.file_module("src/clock.ts")) == ("mail", "a")


def test_a_token_is_found_where_nest_finds_it() -> None:
    """Own providers, then what imports export, re-exported modules included, then global modules."""
    made, _, graph = backend(
        modules(
            app_module="""
            export class One {} export class Two {} export class Far {} export class Everywhere {}
            export const KEY = Symbol('KEY');
            @Module({ providers: [{ provide: 'X', useClass: Two }, { provide: KEY, useClass: Far }], exports: [KEY] })
            export class InnerModule {}
            @Module({ imports: [InnerModule], exports: [InnerModule] }) export class OuterModule {}
            @Global() @Module({ providers: [Everywhere], exports: [Everywhere] }) export class CoreModule {}
            @Module({ imports: [OuterModule, CoreModule],
              providers: [{ provide: 'X', useClass: One }, { provide: 'ALIAS', useExisting: 'X' }] })
            export class AppModule {}"""
        )
    )
    file = "src/app.module.ts"
    key = next(p.token for p in graph.named("inner").providers if p.token != "X")  # type: ignore[union-attr]
    found = {
        "own": graph.provider_for("app", "X"),
        "inner": graph.provider_for("inner", "X"),
        "reexported": graph.provider_for("app", key),
        "alias": graph.provider_for("app", "ALIAS"),
        "global": graph.provider_for("inner", made.decl(file, "Everywhere")),
        "nobody": graph.provider_for("app", External("@nestjs/jwt", "JwtService")),
    }
    assert {name: each and each.class_name for name, each in found.items()} == {
        "own": "One", "inner": "Two", "reexported": "Far", "alias": "One", "global": "Everywhere", "nobody": None,
    }  # fmt: skip


def test_a_factory_is_known_by_what_it_makes() -> None:
    """The class that it returns is the provider's class; injected tokens are kept."""
    _, _, graph = backend(
        modules(
            app_module="""export class Clock {} export class Printer { constructor(readonly clock: Clock) {} }
            @Module({ providers: [Clock,
              { provide: 'PRINTER', inject: [Clock], useFactory: (clock: Clock) => new Printer(clock) },
              { provide: 'SIZE', useValue: 3 }] })
            export class AppModule {}"""
        )
    )
    provider = graph.provider_for("app", "PRINTER")
    assert provider is not None
    assert (provider.kind, provider.class_name, len(provider.inject)) == ("useFactory", "Printer", 1)
    app = next(fact for fact in graph.facts([]) if fact.name == "app")
    assert app.providers == ("Clock", "Printer")


def test_modules_stand_in_the_order_in_which_nest_meets_them() -> None:
    """Depth first; what a dynamic module imports by itself comes right after it."""
    _, _, graph = backend(
        modules(
            app_module="""@Module({}) export class LeafModule {}
            @Module({ imports: [LeafModule] }) export class FirstModule {}
            @Module({}) export class EarlyModule {}
            @Module({ imports: [FirstModule] }) export class MadeModule {
              static forRoot() { return { module: MadeModule, imports: [EarlyModule] }; }
            }
            @Module({ imports: [MadeModule.forRoot(), LeafModule] }) export class AppModule {}"""
        )
    )
    assert [each.module.name for each in graph.registrations] == ["app", "made", "early", "first", "leaf"]

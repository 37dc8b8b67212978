"""The example's modules and routes: the number that Nest maps at start, and a few of each kind."""

from __future__ import annotations

from functools import cache

from nest_projects import ROOT, Project, folder_project, read_backend

from woosh_split.sources.code.nestjs.applications import Application
from woosh_split.sources.code.nestjs.hazards import read_hazards
from woosh_split.sources.code.nestjs.jobs import read_jobs
from woosh_split.sources.code.nestjs.modules import ModuleGraph
from woosh_split.sources.code.nestjs.registrations import read_data_sources
from woosh_split.sources.code.nestjs.routes import read_routes


@cache
def example() -> tuple[Project, Application, ModuleGraph]:
    """Read the example once."""
    return read_backend(folder_project(ROOT / "examples" / "woosh" / "backend"))


def test_there_are_as_many_modules_and_routes_as_nest_loads() -> None:
    """32 modules, 174 routes: the dead controller's four are not among them."""
    _, application, graph = example()
    found = read_routes(application, graph)
    assert (len(graph.modules), len(found.found), found.unresolved, graph.unresolved) == (32, 174, (), ())
    assert not any(route.handler.startswith("PerformanceController.") for route in found.found)


def test_routes_of_each_kind_are_as_the_code_says() -> None:
    """A split prefix, an upload, an open route, two controllers of one name."""
    _, application, graph = example()
    table = {(route.method, route.path): route for route in read_routes(application, graph).found}
    upload = table["POST", "/api/outlets/:clientId/payments"]
    assert (upload.module, upload.body, upload.auth) == ("payments", "upload", "required")
    assert table["GET", "/api/outlets"].module == "clients"
    assert table["POST", "/api/auth/login"].auth == "none"
    assert table["GET", "/api/health"].module == "app"
    assert table["GET", "/api/health/products"].module == "products"
    assert table["GET", "/api/notices"].guards == ("ThrottlerGuard", "JwtAuthGuard")


def test_the_stricter_limit_holds_for_the_whole_application() -> None:
    """Measured on the running app: the limit of the module that is loaded later."""
    made, application, graph = example()
    routes, (jobs, _) = read_routes(application, graph).found, read_jobs(graph)
    found = read_hazards(application, graph, made.program, made.code, routes, jobs)
    (limit,) = [each for each in found if each.kind == "ip-keyed-limit"]
    assert "5 requests in 900000 ms" in limit.detail
    assert [each.file for each in found if each.kind == "duplicate-global-module"] == ["src/app.module.ts"]
    assert sum(each.kind == "per-process-job" for each in found) == 2


def test_entities_that_only_forfeature_lists_are_registered_too() -> None:
    """``autoLoadEntities`` is on; the dead entity classes stay out."""
    made, _, graph = example()
    names = {decl.name for decl in read_data_sources(graph, made.world).registered}
    assert {"OutletQuantity", "SalesRep", "Version"} <= names
    assert "Upload" not in names

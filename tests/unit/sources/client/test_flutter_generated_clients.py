"""Clients that a generator writes: several of Chopper with bases of their own, and those of OpenAPI's generators."""

from __future__ import annotations

import pytest

SERVICES = """
import 'package:chopper/chopper.dart';
part 'api.chopper.dart';
@ChopperApi(baseUrl: '/orders')
abstract class Orders extends ChopperService {
  static Orders create([ChopperClient? client]) => _$Orders(client);
  @Get(path: '/{id}')
  Future<Response> one(@Path('id') String id);
}
@ChopperApi()
abstract class Menu extends ChopperService {
  static Menu create([ChopperClient? client]) => _$Menu(client);
  @Post(path: 'menu')
  Future<Response> add(@Body() Map<String, dynamic> body);
}
ChopperClient shop({required String host}) => ChopperClient(baseUrl: Uri(scheme: 'https', host: host, path: '/api'));
ChopperClient kitchen() => ChopperClient(baseUrl: Uri.parse('https://kitchen.example/'));
"""


@pytest.mark.parametrize(
    "wiring",
    [
        "main() { use(Orders.create(shop(host: name()))); use(Menu.create(kitchen())); }",
        "final all = [Provider(create: (_) => Repository(Orders.create(shop(host: host)))), Provider(create: (_) => Menu.create(kitchen()))];",
        "final a = ChopperClient(baseUrl: Uri.parse('https://h/api'), services: [Orders.create()]);\n"
        "final b = ChopperClient(baseUrl: Uri.parse('https://kitchen.example'), services: [Menu.create()]);",
        "main() { final c = shop(host: name()); use(c.getService<Orders>()); use(kitchen().getService<Menu>()); }",
    ],
)
def test_a_service_of_chopper_is_sent_with_the_client_that_it_is_given(app, wiring: str) -> None:
    """Where an app has several clients, each service has the base of its own."""
    found = app(SERVICES + wiring)
    assert (found.short, found.open) == (["GET /api/orders/:param", "POST /menu"], [])


def test_a_service_whose_client_is_not_seen_has_the_base_of_any(app) -> None:
    """One client is the client of all."""
    found = app(
        SERVICES.replace("ChopperClient kitchen", "ChopperClient? kitchen").replace(
            "https://kitchen.example/", "https://h/api"
        )
    )
    assert found.short == ["GET /api/orders/:param", "POST /api/menu"]  # fmt: skip


ENCODED = """
import 'package:dio/dio.dart';
dynamic encoded(Serializers serializers, dynamic value, FullType type) {
  if (value == null) { return ''; }
  if (value is String || value is num) { return value; }
  final serialized = serializers.serialize(value as Object, specifiedType: type);
  if (serialized == null) { return ''; }
  if (serialized is String) { return serialized; }
  return serialized;
}
class VisitsApi {
  const VisitsApi(this._dio, this._serializers);
  final Dio _dio;
  final Serializers _serializers;
  Future<Response<void>> remove({required int outletId, required int visitId}) async {
    final _path = r'/outlets/{outlet_id}/visits/{visit_id}'.replaceAll('{' r'outlet_id' '}', encoded(_serializers, outletId, const FullType(int)).toString()).replaceAll('{' r'visit_id' '}', encoded(_serializers, visitId, const FullType(int)).toString());
    final _options = Options(method: r'DELETE', headers: <String, dynamic>{});
    return _dio.request<Object>(_path, options: _options);
  }
}
class Client {
  static const String basePath = r'http://localhost';
  final Dio dio;
  Client({Dio? dio, String? basePathOverride}) : this.dio = dio ?? Dio(BaseOptions(baseUrl: basePathOverride ?? basePath));
  VisitsApi getVisitsApi() => VisitsApi(dio, Serializers());
}
final client = Client(basePathOverride: 'https://h.example/api');
f() => client.getVisitsApi().remove(outletId: 1, visitId: 2);
"""


def test_a_value_that_is_put_into_a_template_is_one_segment_however_it_is_made(app) -> None:
    """That it could be empty, or one of several things that nobody knows, is no further path."""
    found = app(ENCODED)
    assert (found.short, found.open) == (["DELETE /api/outlets/:param/visits/:param"], [])


def test_a_method_of_a_service_that_is_given_the_whole_address_is_unresolved(app) -> None:
    """The path of the service is no part of it."""
    found = app(
        SERVICES.replace("@Path('id') String id", "@Url() String id").replace("path: '/{id}'", "")
        + "final m = Menu.create(kitchen());"
    )
    assert (found.short, found.open) == (["POST /menu"], ["lib/api.dart:7"])

"""Dio, GetConnect, Retrofit, Chopper and clients of one's own: where the base URL comes from, and who sends."""

from __future__ import annotations

import pytest

DIO = "import 'package:dio/dio.dart';\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("final dio = Dio(BaseOptions(baseUrl: 'https://h/api'));\nf() => dio.get('/a');", ["GET /api/a"]),
        ("final dio = Dio(BaseOptions(baseUrl: 'https://h/api/'));\nf() => dio.get('/a');", ["GET /api/a"]),
        ("final dio = Dio(BaseOptions(baseUrl: 'https://h/api'));\nf() => dio.get('a');", ["GET /api/a"]),
        ("final dio = Dio()..options.baseUrl = 'https://h/api';\nf() => dio.post('/a', data: 1);", ["POST /api/a"]),
        ("f() { final d = Dio(); d.options.baseUrl = 'https://h/api'; d.put('/a'); }", ["PUT /api/a"]),
        ("f() { final d = Dio(); d.options = BaseOptions(baseUrl: 'https://h/api'); d.patch('/a'); }", ["PATCH /api/a"]),
        ("class A { final _d = Dio(); A() { _d.options.baseUrl = 'https://h/api'; } f() => _d.get('/a'); }", ["GET /api/a"]),
        ("class A { late Dio d; void init() { d = Dio(BaseOptions(baseUrl: 'https://h/api')); } f() => d.get('/a'); }",
         ["GET /api/a"]),
        ("Dio make() { final d = Dio(); d.options.baseUrl = 'https://h/api'; return d; }\nfinal d = make();\nf() => d.get('/a');",
         ["GET /api/a"]),
        ("class A { A(this.d); final Dio d; f() => d.get('/a'); }\nfinal a = A(Dio(BaseOptions(baseUrl: 'https://h/api')));",
         ["GET /api/a"]),
        ("class A { A({required Dio dio}) : _d = dio; final Dio _d; f() => _d.get('/a'); }\n"
         "final a = A(dio: Dio(BaseOptions(baseUrl: 'https://h/api')));", ["GET /api/a"]),
        ("void setUp() { getIt.registerSingleton(Dio(BaseOptions(baseUrl: 'https://h/api'))); }\n"
         "class A { final d = getIt<Dio>(); f() => d.get('/a'); }", ["GET /api/a"]),
        ("void setUp() { Dio(BaseOptions(baseUrl: 'https://h/api')); }\nf() { GetIt.I<Dio>().get('/a'); }", ["GET /api/a"]),
        ("final dioProvider = Provider<Dio>((ref) => Dio(BaseOptions(baseUrl: 'https://h/api')));\n"
         "f(ref) { ref.read(dioProvider).get('/a'); }", ["GET /api/a"]),
        ("@riverpod\nDio dio(DioRef ref) => Dio(BaseOptions(baseUrl: 'https://h/api'));\n"
         "f(ref) => ref.watch(dioProvider).get('/a');", ["GET /api/a"]),
        ("extension X on Dio { load(String p) => get('/x$p'); }\n"
         "final d = Dio(BaseOptions(baseUrl: 'https://h/api'));\nf() => d.load('/a');", ["GET /api/x/a"]),
        ("f(Dio d) => d.get<Map<String, dynamic>>('https://h/v2/a', queryParameters: {'q': 1});", ["GET /v2/a"]),
        ("f(Dio d, String url) => d.get<Map>('https://h/a');", ["GET /a"]),
        ("const u = 'https://h/a';\nf(Dio d) async { final r = await d.get<Foo>(u); }", ["GET /a"]),
        ("f(Dio d) => d.getUri(Uri.parse('https://h/a'));", ["GET /a"]),
        ("f(Dio d) => d.request('https://h/a', options: Options(method: 'PUT'));", ["PUT /a"]),
        ("f(Dio d) => d.request('https://h/a');", ["GET /a"]),
        ("f(Dio d) => d.request('https://h/a', options: Options().copyWith(method: 'delete'));", ["DELETE /a"]),
        ("f(Dio d) => d.fetch(RequestOptions(path: '/a', method: 'POST', baseUrl: 'https://h/api'));", ["POST /api/a"]),
        ("f(Dio d) => d.download('https://h/files/$id', '/tmp/x');", ["GET /files/:param"]),
        ("class A with DioMixin implements Dio { A() { options = BaseOptions(baseUrl: 'https://h/api'); } }\n"
         "f() => A().get('/a');", ["GET /api/a"]),
    ],
)  # fmt: skip
def test_dio_sends_to_its_base(app, code: str, expected: list[str]) -> None:
    """However the client and its base URL come together."""
    found = app(DIO + code)
    assert (found.short, found.open) == (expected, [])


def test_dio_clients_that_cannot_be_told_apart_are_unresolved(app) -> None:
    """Two bases with different paths and no way to know which one is injected."""
    code = "final a = Dio(BaseOptions(baseUrl: 'https://h/a'));\nfinal b = Dio(BaseOptions(baseUrl: 'https://h/b'));\n"
    found = app(DIO + code + "f(Dio d) => d.get('/x');")
    assert (found.short, found.open) == ([], ["lib/api.dart:4"])


@pytest.mark.parametrize(
    "base",
    [
        "@override void onInit() { httpClient.baseUrl = 'https://h/api'; super.onInit(); }",
        "@override void onInit() { baseUrl = 'https://h/api'; }",
        "@override String? get baseUrl => 'https://h/api';",
        "@override var baseUrl = 'https://h/api';",
    ],
)
def test_getconnect_sends_to_its_base(app, base: str) -> None:
    """GetX's client is a class to extend."""
    found = app(
        "import 'package:get/get.dart';\nclass P extends GetConnect { "
        + base
        + " all() => get('/a'); one(int id) { return httpClient.delete('/a/$id'); } any() => request('/b', 'patch'); }"
    )
    assert (found.short, found.open) == (["DELETE /api/a/:param", "GET /api/a", "PATCH /api/b"], [])


def test_retrofit_annotations_are_the_calls(app) -> None:
    """The generated twin is skipped; the base is the annotation's, an argument's, or Dio's."""
    found = app(
        {
            "lib/rest.dart": DIO
            + """
            @RestApi(baseUrl: 'https://h/api')
            abstract class Orders {
              factory Orders(Dio dio, {String baseUrl}) = _Orders;
              @GET('/orders/{id}')
              Future<Order> one(@Path('id') int id, {@Query('x') String? x});
              // @DELETE('/orders/{id}')
              @POST(Paths.orders)
              Future<void> make(@Body() Order order);
            }
            class Paths { static const orders = '/orders'; }
            """,
            "lib/rest.g.dart": DIO
            + "class _Orders { one() => _dio.fetch(RequestOptions(path: '/orders')); }",
        }
    )
    assert found.placed == ["GET /api/orders/:param lib/rest.dart:6", "POST /api/orders lib/rest.dart:9"]


def test_retrofit_without_a_base_takes_the_one_of_dio(app) -> None:
    """A relative base is resolved against it as a link would be: with a slash in front it replaces Dio's path."""
    found = app(
        DIO
        + "@RestApi()\nabstract class A { factory A(Dio d) = _A; @GET('/a') Future a(); }\n"
        + "@RestApi(baseUrl: '/v2')\nabstract class B { factory B(Dio d) = _B; @PUT('/b') Future b(); }\n"
        + "@RestApi(baseUrl: 'v3/')\nabstract class C { factory C(Dio d) = _C; @PUT('/c') Future c(); }\n"
        + "final d = Dio(BaseOptions(baseUrl: 'https://h/api/'));\nfinal a = A(d);\nfinal b = B(d);\nfinal c = C(d);"
    )
    assert found.short == ["GET /api/a", "PUT /api/v3/c", "PUT /v2/b"]


def test_chopper_annotations_are_the_calls(app) -> None:
    """The client's base, the class's and the method's."""
    found = app(
        "final c = ChopperClient(baseUrl: Uri.parse('https://h/api'));\n"
        "@ChopperApi(baseUrl: '/todos')\nabstract class T extends ChopperService {\n"
        "  @Get(path: '/{id}') Future one(@Path() String id);\n  @POST() Future make(@Body() t);\n}"
    )
    assert found.short == ["GET /api/todos/:param", "POST /api/todos"]


def test_a_client_class_of_ones_own_is_a_client(app) -> None:
    """``extends http.BaseClient`` inherits ``get`` and its sisters."""
    found = app(
        "import 'package:http/http.dart' as http;\n"
        "class Auth extends http.BaseClient { @override send(r) => inner.send(r); }\n"
        "class S { S({http.Client? client}) : _c = client ?? Auth(); final http.Client _c;"
        " f() => _c.get(Uri.parse('https://h/a')); }\n"
        "g() => Auth().post(Uri.parse('https://h/b'));"
    )
    assert found.short == ["GET /a", "POST /b"]

"""Apps that all send ``GET /api/orders/:param``: ways to write a base URL, an address, a request, and what sends it."""

from __future__ import annotations

_IMPORTS = (
    "import 'package:http/http.dart' as http;\n"
    "import 'config.dart';\n"
    "import 'dart:io';\n"
    "import 'dart:async';\n"
    "import 'package:dio/dio.dart';\n"
    "import 'package:http/retry.dart';\n"
)
_BESIDE = (
    "enum Verb { get, post }\n"
    "class OwnClient extends http.BaseClient { OwnClient(this._inner); final http.Client _inner; Future<http.StreamedResponse> send(http.BaseRequest request) => _inner.send(request); }\n"
)
BASES = {
    "const class": (
        "class Config { static const String baseUrl = 'https://h.example/api'; }",
        "Config.baseUrl",
    ),
    "top const": ("const baseUrl = 'https://h.example/api';", "baseUrl"),
    "top final": ("final String baseUrl = 'https://h.example/api';", "baseUrl"),
    "top var": ("var baseUrl = 'https://h.example/api';", "baseUrl"),
    "top late final": ("late final String baseUrl = 'https://h.example/api';", "baseUrl"),
    "top getter": ("String get baseUrl => 'https://h.example/api';", "baseUrl"),
    "getter block": (
        "class Config { static String get baseUrl { return 'https://h.example/api'; } }",
        "Config.baseUrl",
    ),
    "getter local": (
        "class Config { static String get baseUrl { const host = 'https://h.example'; final p = '/api'; return host + p; } }",
        "Config.baseUrl",
    ),
    "method": ("class Config { static String baseUrl() => 'https://h.example/api'; }", "Config.baseUrl()"),
    "top function": ("String baseUrl() { return 'https://h.example/api'; }", "baseUrl()"),
    "env default": (
        "class Config { static const baseUrl = String.fromEnvironment('X', defaultValue: 'https://h.example/api'); }",
        "Config.baseUrl",
    ),
    "env default const host": (
        "const _d = 'https://h.example'; class Config { static const h = String.fromEnvironment('X', defaultValue: _d); static const baseUrl = '$h/api'; }",
        "Config.baseUrl",
    ),
    "instance singleton": (
        "class Config { Config._(); static final Config instance = Config._(); final String baseUrl = 'https://h.example/api'; }",
        "Config.instance.baseUrl",
    ),
    "factory singleton": (
        "class Config { static final Config _i = Config._internal(); factory Config() => _i; Config._internal(); String get baseUrl => 'https://h.example/api'; }",
        "Config().baseUrl",
    ),
    "factory block singleton": (
        "class Config { static Config? _i; factory Config() { _i ??= Config._internal(); return _i!; } Config._internal(); final baseUrl = 'https://h.example/api'; }",
        "Config().baseUrl",
    ),
    "const instance": (
        "class Config { const Config(); final String baseUrl = 'https://h.example/api'; } const config = Config();",
        "config.baseUrl",
    ),
    "ctor init": (
        "class Config { Config() : baseUrl = 'https://h.example/api'; final String baseUrl; } final config = Config();",
        "config.baseUrl",
    ),
    "ctor body": (
        "class Config { Config() { baseUrl = 'https://h.example/api'; } late final String baseUrl; } final config = Config();",
        "config.baseUrl",
    ),
    "ctor default named": (
        "class Config { const Config({this.baseUrl = 'https://h.example/api'}); final String baseUrl; } const config = Config();",
        "config.baseUrl",
    ),
    "ctor default pos": (
        "class Config { const Config([this.baseUrl = 'https://h.example/api']); final String baseUrl; } const config = Config();",
        "config.baseUrl",
    ),
    "ctor arg": (
        "class Config { const Config(this.baseUrl); final String baseUrl; } const config = Config('https://h.example/api');",
        "config.baseUrl",
    ),
    "ctor named arg": (
        "class Config { const Config({required this.host, required this.prefix}); final String host; final String prefix; String get baseUrl => '$host$prefix'; } const config = Config(host: 'https://h.example', prefix: '/api');",
        "config.baseUrl",
    ),
    "named ctor": (
        "class Config { const Config.prod() : baseUrl = 'https://h.example/api'; final String baseUrl; } const config = Config.prod();",
        "config.baseUrl",
    ),
    "redirecting ctor": (
        "class Config { const Config(this.baseUrl); const Config.prod() : this('https://h.example/api'); final String baseUrl; } const config = Config.prod();",
        "config.baseUrl",
    ),
    "super ctor": (
        "class B { B(this.baseUrl); final String baseUrl; } class Config extends B { Config() : super('https://h.example/api'); } final config = Config();",
        "config.baseUrl",
    ),
    "super param": (
        "class B { B({required this.baseUrl}); final String baseUrl; } class Config extends B { Config({super.baseUrl = 'https://h.example/api'}); } final config = Config();",
        "config.baseUrl",
    ),
    "inherited const": (
        "abstract class B { String get host; String get baseUrl => '$host/api'; } class Config extends B { @override String get host => 'https://h.example'; } final config = Config();",
        "config.baseUrl",
    ),
    "inherited field": (
        "abstract class B { abstract final String host; String get baseUrl => '$host/api'; } class Config implements B { @override final String host = 'https://h.example'; @override String get baseUrl => '$host/api'; } final B config = Config();",
        "config.baseUrl",
    ),
    "mixin": (
        "mixin B { String get baseUrl => 'https://h.example/api'; } class Config with B {} final config = Config();",
        "config.baseUrl",
    ),
    "mixin on": (
        "abstract class H { String host = 'https://h.example'; } mixin B on H { String get baseUrl => '${this.host}/api'; } class Config extends H with B {} final config = Config();",
        "config.baseUrl",
    ),
    "enum simple": (
        "enum Env { dev('https://h.example/api'), prod('https://h.example/api'); const Env(this.baseUrl); final String baseUrl; }",
        "Env.prod.baseUrl",
    ),
    "enum named": (
        "enum Env { prod(url: 'https://h.example', prefix: '/api'); const Env({required this.url, this.prefix = '/x'}); final String url; final String prefix; String get baseUrl => '$url$prefix'; }",
        "Env.prod.baseUrl",
    ),
    "enum ext switch": (
        "enum Env { dev, prod } extension EnvX on Env { String get baseUrl { switch (this) { case Env.dev: return 'https://h.example/api'; case Env.prod: return 'https://h.example/api'; } } }",
        "Env.prod.baseUrl",
    ),
    "enum switch expr": (
        "enum Env { dev, prod; String get baseUrl => switch (this) { Env.dev => 'https://h.example/api', Env.prod => 'http://x/api' }; }",
        "Env.prod.baseUrl",
    ),
    "map": ("const urls = {'dev': 'http://l/api', 'prod': 'https://h.example/api'};", "urls['prod']!"),
    "map var key": (
        "const env = 'prod'; const Map<String, String> urls = {'dev': 'http://l/api', 'prod': 'https://h.example/api'}; String get baseUrl => urls[env] ?? '';",
        "baseUrl",
    ),
    "nested map": ("const urls = {'prod': {'base': 'https://h.example/api'}};", "urls['prod']!['base']!"),
    "list": ("const urls = ['https://h.example/api', 'http://x/api'];", "urls[0]"),
    "list first": ("const urls = ['https://h.example/api'];", "urls.first"),
    "static on ext type": (
        "extension ApiX on String { String get api => '$this/api'; } const host = 'https://h.example';",
        "host.api",
    ),
    "ext static": (
        "extension Config on String { static const baseUrl = 'https://h.example/api'; }",
        "Config.baseUrl",
    ),
    "mixin static": ("mixin Config { static const baseUrl = 'https://h.example/api'; }", "Config.baseUrl"),
    "sealed": (
        "abstract final class Config { static const baseUrl = 'https://h.example/api'; }",
        "Config.baseUrl",
    ),
    "abstract interface": (
        "abstract interface class Config { static const baseUrl = 'https://h.example/api'; }",
        "Config.baseUrl",
    ),
    "ternary": (
        "const dev = false; const baseUrl = dev ? 'http://l/api' : 'https://h.example/api';",
        "baseUrl",
    ),
    "kRelease": (
        "import 'package:flutter/foundation.dart'; final baseUrl = kReleaseMode ? 'https://h.example/api' : 'http://l/api';",
        "baseUrl",
    ),
    "platform": (
        "import 'dart:io'; String get baseUrl { if (Platform.isAndroid) { return 'http://10.0.2.2:3000/api'; } else { return 'http://localhost:3000/api'; } }",
        "baseUrl",
    ),
    "nullable": ("const String? _b = null; const baseUrl = _b ?? 'https://h.example/api';", "baseUrl"),
    "parts": (
        "class Config { static const scheme = 'https', host = 'h.example', port = 443; static const baseUrl = '$scheme://$host:$port/api'; }",
        "Config.baseUrl",
    ),
    "parts plus": (
        "class Config { static const scheme = 'https'; static const host = 'h.example'; static const prefix = 'api'; static const baseUrl = scheme + '://' + host + '/' + prefix; }",
        "Config.baseUrl",
    ),
    "version": ("const v = 'api'; const baseUrl = 'https://h.example' '/$v';", "baseUrl"),
    "raw": ("const baseUrl = r'https://h.example/api';", "baseUrl"),
    "triple": ("const baseUrl = '''https://h.example/api''';", "baseUrl"),
    "unicode esc": ("const baseUrl = 'https:\\u002F\\u002Fh.example\\x2fapi';", "baseUrl"),
    "uri const": ("final base = Uri.parse('https://h.example/api');", "base.toString()"),
    "uri interp": ("final base = Uri.https('h.example', '/api');", "'$base'"),
    "uri origin": ("final base = Uri.parse('https://h.example/zzz');", "'${base.origin}/api'"),
    "buffer": (
        "String get baseUrl { final b = StringBuffer('https://h.example'); b.write('/api'); return b.toString(); }",
        "baseUrl",
    ),
    "buffer cascade": (
        "String get baseUrl => (StringBuffer()..write('https://h.example')..write('/api')).toString();",
        "baseUrl",
    ),
    "join": ("String get baseUrl => ['https://h.example', 'api'].join('/');", "baseUrl"),
    "replaceAll": (
        "const t = 'https://{host}/api'; final baseUrl = t.replaceAll('{host}', 'h.example');",
        "baseUrl",
    ),
    "typed static late": (
        "class Config { static late String baseUrl; static Future<void> init() async { baseUrl = 'https://h.example/api'; } }",
        "Config.baseUrl",
    ),
    "setter": (
        "class Config { static String _b = ''; static set base(String v) => _b = v; static String get baseUrl => _b; } void main() { Config.base = 'https://h.example/api'; }",
        "Config.baseUrl",
    ),
    "main assign": (
        "class Config { static String baseUrl = ''; } void main() { Config.baseUrl = 'https://h.example/api'; }",
        "Config.baseUrl",
    ),
    "cascade assign": (
        "class C { String? baseUrl; } final config = C()..baseUrl = 'https://h.example/api';",
        "config.baseUrl!",
    ),
    "copyWith": (
        "class C { const C(this.baseUrl); final String baseUrl; C copyWith({String? baseUrl}) => C(baseUrl ?? this.baseUrl); } final config = C('http://old/api').copyWith(baseUrl: 'https://h.example/api');",
        "config.baseUrl",
    ),
    "function param": (
        "String api(String host, {String version = 'api'}) => '$host/$version';",
        "api('https://h.example')",
    ),
    "function pos default": (
        "String api(String host, [String version = 'api']) => host + '/' + version;",
        "api('https://h.example')",
    ),
    "closure": ("final api = (String host) => '$host/api';", "api('https://h.example')"),
    "closure block": (
        "final String Function(String) api = (host) { return '$host/api'; };",
        "api('https://h.example')",
    ),
    "dotenv": (
        "import 'package:flutter_dotenv/flutter_dotenv.dart'; String get baseUrl => '${dotenv.env['H'] ?? 'https://h.example'}/api';",
        "baseUrl",
    ),
    "dotenv maybe": (
        "import 'package:flutter_dotenv/flutter_dotenv.dart'; String get baseUrl => dotenv.get('H', fallback: 'https://h.example/api');",
        "baseUrl",
    ),
    "bool env": (
        "const prod = bool.fromEnvironment('P'); const baseUrl = prod ? 'https://h.example/api' : 'https://t.example/api';",
        "baseUrl",
    ),
    "asserted": (
        "class Config { static const String? _b = 'https://h.example/api'; static String get baseUrl { assert(_b != null); return _b!; } }",
        "Config.baseUrl",
    ),
    "try": (
        "String get baseUrl { try { return 'https://h.example/api'; } catch (_) { rethrow; } }",
        "baseUrl",
    ),
    "trim slash": (
        "const _b = 'https://h.example/api/'; String get baseUrl => _b.endsWith('/') ? _b.substring(0, _b.length - 1) : _b;",
        "baseUrl",
    ),
    "as String": ("const dynamic b = 'https://h.example/api';", "(b as String)"),
    "const list spread": ("const segs = ['https:/', 'h.example', 'api'];", "[...segs].join('/')"),
    "switch stmt string": (
        "const env = 'prod'; String get baseUrl { switch (env) { case 'dev': return 'http://l/api'; case 'prod': default: return 'https://h.example/api'; } }",
        "baseUrl",
    ),
    "local fn": (
        "String get baseUrl { String host() => 'https://h.example'; return '${host()}/api'; }",
        "baseUrl",
    ),
    "ifelse var": (
        "String get baseUrl { String b; if (DateTime.now().year > 1) { b = 'https://h.example'; } else { b = 'https://i.example'; } b += '/api'; return b; }",
        "baseUrl",
    ),
}
"""The base URL: how it is declared, and the expression that gives it."""
ADDRESSES = {
    "interp": ("", "Uri.parse('${<base>}/orders/$id')"),
    "plus": ("", "Uri.parse(<base> + '/orders/' + id.toString())"),
    "adjacent": ("", "Uri.parse('${<base>}' '/orders' '/${id}')"),
    "local": ("final url = '${<base>}/orders/$id';", "Uri.parse(url)"),
    "local uri": ("final Uri url = Uri.parse('${<base>}/orders/$id');", "url"),
    "late": ("late final String url; url = '${<base>}/orders/$id';", "Uri.parse(url)"),
    "pluseq": ("var url = <base>; url += '/orders'; url += '/$id';", "Uri.parse(url)"),
    "parens": ("", "(Uri.parse(((<base>) + ('/orders/$id'))))"),
    "query": ("", "Uri.parse('${<base>}/orders/$id?a=1')"),
    "replaceq": ("", "Uri.parse('${<base>}/orders/$id').replace(queryParameters: {'a': '1'})"),
    "tryparse": ("", "Uri.tryParse('${<base>}/orders/$id')!"),
    "join": ("", "Uri.parse([<base>, 'orders', id].join('/'))"),
    "comment": ("", "Uri /* x */ . parse( // y\n '${<base>}' // z\n '/orders/$id' )"),
    "nested": ("", "Uri.parse('${'${<base>}/orders'}/${'$id'}')"),
    "local base": (
        "final base = <base>; const path = 'orders'; final s = '$base/$path';",
        "Uri.parse('$s/$id')",
    ),
    "resolve": ("final base = Uri.parse('${<base>}/');", "base.resolve('orders/$id')"),
    "resolveUri": ("final base = Uri.parse('${<base>}/');", "base.resolveUri(Uri.parse('orders/$id'))"),
    "https": ("final base = Uri.parse(<base>);", "Uri.https(base.authority, '${base.path}/orders/$id')"),
    "uri ctor": (
        "final base = Uri.parse(<base>);",
        "Uri(scheme: base.scheme, host: base.host, port: base.port, path: '${base.path}/orders/$id')",
    ),
    "replace path": ("final base = Uri.parse(<base>);", "base.replace(path: '${base.path}/orders/$id')"),
    "pathSegments": (
        "final base = Uri.parse(<base>);",
        "base.replace(pathSegments: [...base.pathSegments, 'orders', '$id'])",
    ),
    "ifnull": ("String? url; url ??= '${<base>}/orders/$id';", "Uri.parse(url)"),
    "cascade": (
        "final buffer = StringBuffer()..write(<base>)..write('/orders/')..write(id);",
        "Uri.parse(buffer.toString())",
    ),
    "encode": ("", "Uri.parse('${<base>}/orders/${Uri.encodeComponent('$id')}')"),
    "encodeFull": ("", "Uri.parse(Uri.encodeFull('${<base>}/orders/$id'))"),
    "let fn": ("String url(Object x) => '${<base>}/orders/$x';", "Uri.parse(url(id))"),
    "closure": ("final url = (x) { return '${<base>}/orders/$x'; };", "Uri.parse(url(id))"),
    "replaceFirst": ("const t = '/orders/:id';", "Uri.parse(<base> + t.replaceFirst(':id', '$id'))"),
    "format": ("const path = '/orders';", "Uri.parse('${<base>}$path' + '/' + '$id')"),
    "triple": ("", "Uri.parse('''${<base>}/orders/$id''')"),
    "double": ("", 'Uri.parse("${<base>}/orders/${id}")'),
}
"""The address: statements before it, and its expression; ``<base>`` stands for the base URL's."""
SENDERS = {
    "await": "Future<dynamic> one(int id) async { <before> final r = await http.get(<address>); return r.body; }",
    "then": "Future<dynamic> one(int id) { <before> return http.get(<address>).then((r) => r.body); }",
    "read": "Future<dynamic> one(int id) async { <before> return http.read(<address>); }",
    "then block": "Future<dynamic> one(int id) { <before> return http.get(<address>).then((r) { return r.body; }).catchError((e) => null).whenComplete(() {}); }",
    "client": "final http.Client _client = http.Client(); Future<dynamic> one(int id) async { <before> final r = await _client.get(<address>); return r.body; }",
    "this client": "final http.Client _client = http.Client(); Future<dynamic> one(int id) async { <before> final r = await this._client.get(<address>); return r.body; }",
    "ctor client": "Api({http.Client? client}) : _client = client ?? http.Client(); final http.Client _client; Future<dynamic> one(int id) async { <before> final r = await _client.get(<address>); return r.body; }",
    "nullable client": "http.Client? _client; Future<dynamic> one(int id) async { <before> final r = await (_client ??= http.Client()).get(<address>); return r.body; }",
    "bang client": "http.Client? _client = http.Client(); Future<dynamic> one(int id) async { <before> final r = await _client!.get(<address>); return r.body; }",
    "qm client": "http.Client? _client = http.Client(); Future<dynamic> one(int id) async { <before> final r = await _client?.get(<address>); return r?.body; }",
    "late client": "late final http.Client _client = http.Client(); Future<dynamic> one(int id) async { <before> return (await _client.get(<address>)).body; }",
    "local client": "Future<dynamic> one(int id) async { <before> final c = http.Client(); try { final r = await c.get(<address>); return r.body; } finally { c.close(); } }",
    "request": "Future<dynamic> one(int id) async { <before> final q = http.Request('GET', <address>); return (await http.Client().send(q)).statusCode; }",
    "request send": "Future<dynamic> one(int id) async { <before> final q = http.Request('get', <address>)..headers['a'] = 'b'; final s = await q.send(); return s; }",
    "request inline": "Future<dynamic> one(int id) async { <before> return await http.Client().send(http.Request('GET', <address>)..followRedirects = false); }",
    "helper uri": "Future<http.Response> _get(Uri uri) => http.get(uri); Future<dynamic> one(int id) async { <before> final r = await _get(<address>); return r.body; }",
    "helper this": "Future<http.Response> _get(Uri uri) async { return await http.get(uri); } Future<dynamic> one(int id) async { <before> final r = await this._get(<address>); return r.body; }",
    "helper generic": "Future<T> _send<T>(Future<http.Response> Function() f, T Function(http.Response) d) async => d(await f()); Future<dynamic> one(int id) async { <before> return _send<String>(() => http.get(<address>), (r) => r.body); }",
    "helper named": "Future<T> _get<T>({required Uri uri, Map<String, String>? headers}) async { final r = await http.get(uri, headers: headers); return r.body as T; } Future<dynamic> one(int id) async { <before> return _get<String>(headers: {}, uri: <address>); }",
    "helper method": "Future<http.Response> _send(String method, Uri uri, {Object? body}) async { switch (method) { case 'GET': return http.get(uri); case 'POST': return http.post(uri, body: body); default: throw 'x'; } } Future<dynamic> one(int id) async { <before> return _send('GET', <address>); }",
    "helper enum": "Future<http.Response> _send(Verb method, Uri uri, {Object? body}) async => switch (method) { Verb.get => http.get(uri), Verb.post => http.post(uri, body: body) }; Future<dynamic> one(int id) async { <before> return _send(Verb.get, <address>); }",
    "helper if": "Future<http.Response> _send(String m, Uri uri) async { if (m == 'GET') { return http.get(uri); } else if (m == 'POST') { return http.post(uri); } throw 'x'; } Future<dynamic> one(int id) async { <before> return _send('GET', <address>); }",
    "tearoff": "Future<dynamic> one(int id) async { <before> final f = http.get; return f(<address>); }",
    "tearoff map": "Future<dynamic> one(int id) async { <before> final m = {'GET': http.get}; return m['GET']!(<address>); }",
    "retry": "Future<dynamic> one(int id) async { <before> for (var i = 0; i < 3; i++) { try { final r = await http.get(<address>); return r.body; } catch (_) { if (i == 2) rethrow; } } }",
    "timeout": "Future<dynamic> one(int id) async { <before> return (await http.get(<address>).timeout(const Duration(seconds: 3), onTimeout: () => throw 'x')).body; }",
    "futures wait": "Future<dynamic> one(int id) async { <before> final r = await Future.wait([http.get(<address>)]); return r[0]; }",
    "stream": "Stream<dynamic> one(int id) async* { <before> yield await http.get(<address>); }",
    "while": "Future<dynamic> one(int id) async { <before> var r; do { r = await http.get(<address>); } while (r.statusCode > 500); return r; }",
    "setState": "void one(int id) { <before> setState(() { future = http.get(<address>); }); }",
    "getter tear": "Future<dynamic> one(int id) async { <before> return compute(http.get, <address>); }",
    "getter field": "http.Client get _c => http.Client(); Future<dynamic> one(int id) async { <before> return _c.get(<address>); }",
    "static": "static final http.Client _c = http.Client(); static Future<dynamic> one(int id) async { <before> return _c.get(<address>); }",
    "io client": "Future<dynamic> one(int id) async { <before> final q = await HttpClient().getUrl(<address>); return q.close(); }",
    "io client2": "Future<dynamic> one(int id) async { <before> final c = HttpClient(); final q = await c.openUrl('GET', <address>); return q.close(); }",
    "retry client": "final _c = RetryClient(http.Client()); Future<dynamic> one(int id) async { <before> return _c.get(<address>); }",
    "own client": "final _c = OwnClient(http.Client()); Future<dynamic> one(int id) async { <before> return _c.get(<address>); }",
    "dio": "final _dio = Dio(); Future<dynamic> one(int id) async { <before> return _dio.getUri(<address>); }",
    "dio str": "final _dio = Dio(); Future<dynamic> one(int id) async { <before> return (await _dio.get<String>(<address>.toString())).data; }",
    "dio interp": "final _dio = Dio(); Future<dynamic> one(int id) async { <before> return (await _dio.get('${<address>}')).data; }",
    "dio request": "final _dio = Dio(); Future<dynamic> one(int id) async { <before> return _dio.requestUri(<address>, options: Options(method: 'GET')); }",
    "dio fetch": "final _dio = Dio(); Future<dynamic> one(int id) async { <before> return _dio.fetch(RequestOptions(method: 'GET', path: <address>.toString())); }",
    "ternary": "Future<dynamic> one(int id) async { <before> final uri = <address>; return id > 3 ? http.get(uri) : http.get(uri, headers: {}); }",
    "completer": "Future<dynamic> one(int id) { <before> final c = Completer(); http.get(<address>).then(c.complete, onError: c.completeError); return c.future; }",
    "microtask": "Future<dynamic> one(int id) { <before> return Future(() async { return http.get(<address>); }); }",
    "delayed": "Future<dynamic> one(int id) { <before> return Future.delayed(Duration.zero, () => http.get(<address>)); }",
    "foreach": "void one(int id) { <before> [1, 2].forEach((x) async { await http.get(<address>); }); }",
    "for in": "void one(int id) async { <before> for (final x in [1, 2]) await http.get(<address>); }",
    "collection for": "dynamic one(int id) { <before> return [for (final x in [1, 2]) http.get(<address>)]; }",
    "collection if": "dynamic one(int id) { <before> return [if (id > 1) http.get(<address>)]; }",
    "map": "dynamic one(int id) { <before> return [1].map((x) => http.get(<address>)).toList(); }",
    "if case": "dynamic one(int id) async { <before> if (await http.get(<address>) case final r when r.statusCode == 200) { return r; } }",
    "switch await": "dynamic one(int id) async { <before> switch (await http.get(<address>)) { case final r: return r; } }",
    "assign cascade": "dynamic one(int id) async { <before> final l = []..add(await http.get(<address>)); return l; }",
    "nullaware": "dynamic one(int id) async { <before> dynamic x; x ??= await http.get(<address>); return x; }",
    "label": "dynamic one(int id) async { <before> outer: while (true) { await http.get(<address>); break outer; } }",
    "spread": "dynamic one(int id) async { <before> return [...?await Future.wait([http.get(<address>)])]; }",
    "throw": "dynamic one(int id) async { <before> throw Exception(await http.get(<address>)); }",
    "record": "dynamic one(int id) async { <before> final (r, n) = (await http.get(<address>), 1); return r; }",
    "assert": "dynamic one(int id) async { <before> final r = await http.get(<address>); assert(r.statusCode == 200, 'x'); return r; }",
    "ctor init": "Api.x(int id) : this._(id); Api._(int id) { <before> http.get(<address>); } Api();",
}
"""The members of a class that sends it."""
WHOLE: dict[str, dict[str, str]] = {
    "part": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\npart 'c.dart';\nclass Api { f(int id) => http.get(Uri.parse('$baseUrl/orders/$id')); }",
        "lib/c.dart": "part of 'api.dart';\nconst baseUrl = 'https://h.example/api';",
    },
    "part name": {
        "lib/api.dart": "library api;\nimport 'package:http/http.dart' as http;\npart 'src/c.dart';\nclass Api { f(int id) => http.get(Uri.parse('$_baseUrl/orders/$id')); }",
        "lib/src/c.dart": "part of api;\nconst _baseUrl = 'https://h.example/api';",
    },
    "part user": {
        "lib/c.dart": "import 'package:http/http.dart' as http;\npart 'api.dart';\nconst _baseUrl = 'https://h.example/api';",
        "lib/api.dart": "part of 'c.dart';\nclass Api { f(int id) => http.get(Uri.parse('$_baseUrl/orders/$id')); }",
    },
    "prefix": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nimport 'c.dart' as c;\nclass Api { f(int id) => http.get(Uri.parse('${c.baseUrl}/orders/$id')); }",
        "lib/c.dart": "const baseUrl = 'https://h.example/api';",
    },
    "prefix class": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nimport 'c.dart' as c;\nclass Api { f(int id) => http.get(Uri.parse('${c.Config.baseUrl}/orders/$id')); }",
        "lib/c.dart": "class Config { static const baseUrl = 'https://h.example/api'; }",
    },
    "show": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nimport 'c.dart' show baseUrl;\nclass Api { f(int id) => http.get(Uri.parse('$baseUrl/orders/$id')); }",
        "lib/c.dart": "const baseUrl = 'https://h.example/api';",
    },
    "hide": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nimport 'c.dart' hide x;\nclass Api { f(int id) => http.get(Uri.parse('$baseUrl/orders/$id')); }",
        "lib/c.dart": "const baseUrl = 'https://h.example/api'; const x = 1;",
    },
    "export": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nimport 'b.dart';\nclass Api { f(int id) => http.get(Uri.parse('$baseUrl/orders/$id')); }",
        "lib/b.dart": "export 'c.dart' show baseUrl;",
        "lib/c.dart": "const baseUrl = 'https://h.example/api';",
    },
    "package": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nimport 'package:shop/c.dart';\nclass Api { f(int id) => http.get(Uri.parse('$baseUrl/orders/$id')); }",
        "lib/c.dart": "const baseUrl = 'https://h.example/api';",
    },
    "deferred": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nimport 'c.dart' deferred as c;\nclass Api { f(int id) async { await c.loadLibrary(); return http.get(Uri.parse('${c.baseUrl}/orders/$id')); } }",
        "lib/c.dart": "const baseUrl = 'https://h.example/api';",
    },
    "cond import": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nimport 'c.dart' if (dart.library.html) 'c_web.dart';\nclass Api { f(int id) => http.get(Uri.parse('$baseUrl/orders/$id')); }",
        "lib/c.dart": "const baseUrl = 'https://h.example/api';",
        "lib/c_web.dart": "const baseUrl = 'https://h.example/api';",
    },
    "http show": {
        "lib/api.dart": "import 'package:http/http.dart' show get;\nclass Api { f(int id) => get(Uri.parse('https://h.example/api/orders/$id')); }"
    },
    "http bare": {
        "lib/api.dart": "import 'package:http/http.dart';\nclass Api { final Client _c = Client(); f(int id) => _c.get(Uri.parse('https://h.example/api/orders/$id')); }"
    },
    "http prefix other": {
        "lib/api.dart": "import 'package:http/http.dart' as web;\nclass Api { f(int id) => web.get(Uri.parse('https://h.example/api/orders/$id')); }"
    },
    "http two imports": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nimport 'package:http/http.dart' show Client, Response;\nclass Api { final Client c; Api(this.c); Future<Response> f(int id) => c.get(Uri.parse('https://h.example/api/orders/$id')); }"
    },
    "extension sender": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nextension X on http.Client { Future<dynamic> order(int id) => get(Uri.parse('https://h.example/api/orders/$id')); }"
    },
    "extension sender this": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nextension X on http.Client { Future<dynamic> order(int id) => this.get(Uri.parse('https://h.example/api/orders/$id')); }"
    },
    "extension string": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nextension X on String { Uri get uri => Uri.parse('https://h.example/api$this'); }\nf(int id) => http.get('/orders/$id'.uri);"
    },
    "extension string method": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nextension on String { Uri toUri({String base = 'https://h.example/api'}) => Uri.parse(base + this); }\nf(int id) => http.get('/orders/$id'.toUri());"
    },
    "extends client": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nclass Api extends http.BaseClient { final _c = http.Client(); Future<http.StreamedResponse> send(http.BaseRequest r) => _c.send(r); f(int id) => get(Uri.parse('https://h.example/api/orders/$id')); }"
    },
    "base class": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nabstract class Base { Uri uri(String p) => Uri.parse('https://h.example/api$p'); }\nclass Api extends Base { f(int id) => http.get(uri('/orders/$id')); }"
    },
    "base class super": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nabstract class Base { Uri uri(String p) => Uri.parse('https://h.example/api$p'); }\nclass Api extends Base { Uri uri(String p) => super.uri('/orders$p'); f(int id) => http.get(uri('/$id')); }"
    },
    "base class sends": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nabstract class Base { String get path; Future<dynamic> one(int id) => http.get(Uri.parse('https://h.example/api/$path/$id')); }\nclass Api extends Base { String get path => 'orders'; }"
    },
    "base class sends field": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nabstract class Base { final String path; Base(this.path); Future<dynamic> one(int id) => http.get(Uri.parse('https://h.example/api/$path/$id')); }\nclass Api extends Base { Api() : super('orders'); }"
    },
    "base class named": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nabstract class Base<T> { final String path; const Base({required this.path}); Future<T> one(int id) async => (await http.get(Uri.parse('https://h.example/api/$path/$id'))) as T; }\nclass Api extends Base<String> { const Api() : super(path: 'orders'); }"
    },
    "base final override": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nabstract class Base { abstract final String path; one(int id) => http.get(Uri.parse('https://h.example/api/$path/$id')); }\nclass Api extends Base { @override final path = 'orders'; }"
    },
    "mixin sends": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nmixin Sends { Future<dynamic> getIt(String p) => http.get(Uri.parse('https://h.example/api$p')); }\nclass Api with Sends { f(int id) => getIt('/orders/$id'); }"
    },
    "mixin abstract": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nmixin Sends { String get base; Future<dynamic> getIt(String p) => http.get(Uri.parse(base + p)); }\nclass Api with Sends { @override final base = 'https://h.example/api'; f(int id) => this.getIt('/orders/$id'); }"
    },
    "interface": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nabstract interface class Net { Future<dynamic> get(String p); }\nclass HttpNet implements Net { @override Future<dynamic> get(String p) => http.get(Uri.parse('https://h.example/api$p')); }\nclass Api { final Net net; Api(this.net); f(int id) => net.get('/orders/$id'); }\nfinal api = Api(HttpNet());"
    },
    "interface locator": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nimport 'package:get_it/get_it.dart';\nabstract class Net { Future<dynamic> get(String p); }\nclass HttpNet implements Net { @override Future<dynamic> get(String p) => http.get(Uri.parse('https://h.example/api$p')); }\nfinal sl = GetIt.instance;\nvoid init() { sl.registerLazySingleton<Net>(() => HttpNet()); sl.registerFactory(() => Api(sl())); }\nclass Api { final Net net; Api(this.net); f(int id) => net.get('/orders/$id'); }"
    },
    "callback": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nclass Api { Api(this.send); final Future<dynamic> Function(String) send; f(int id) => send('/orders/$id'); }\nfinal api = Api((p) => http.get(Uri.parse('https://h.example/api$p')));"
    },
    "named to pos": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nFuture<dynamic> getIt(String p, [String base = 'https://h.example/api', Map<String, String>? h]) => http.get(Uri.parse(base + p), headers: h);\nf(int id) => getIt('/orders/$id');"
    },
    "pos to named": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nFuture<dynamic> getIt({String base = 'https://h.example/api', required String p}) => http.get(Uri.parse(base + p));\nf(int id) => getIt(p: '/orders/$id');"
    },
    "old default": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nFuture<dynamic> getIt(String p, {String base: 'https://h.example/api'}) => http.get(Uri.parse(base + p));\nf(int id) => getIt('/orders/$id');"
    },
    "nullable default": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nFuture<dynamic> getIt(String p, {String? base}) => http.get(Uri.parse((base ?? 'https://h.example/api') + p));\nf(int id) => getIt('/orders/$id');"
    },
    "nullable assign": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nFuture<dynamic> getIt(String p, {String? base}) { base ??= 'https://h.example/api'; return http.get(Uri.parse('$base$p')); }\nf(int id) => getIt('/orders/$id');"
    },
    "startsWith": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nFuture<dynamic> getIt(String p) { final url = p.startsWith('http') ? p : 'https://h.example/api$p'; return http.get(Uri.parse(url)); }\nf(int id) => getIt('/orders/$id');"
    },
    "startsWith slash": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nFuture<dynamic> getIt(String p) { if (!p.startsWith('/')) p = '/$p'; return http.get(Uri.parse('https://h.example/api$p')); }\nf(int id) => getIt('orders/$id');"
    },
    "strip slash": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nFuture<dynamic> getIt(String p) { final q = p.startsWith('/') ? p.substring(1) : p; return http.get(Uri.parse('https://h.example/api/$q')); }\nf(int id) => getIt('/orders/$id');"
    },
    "strip regex": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nFuture<dynamic> getIt(String p) => http.get(Uri.parse('https://h.example/api/${p.replaceFirst(RegExp(r'^/'), '')}'));\nf(int id) => getIt('/orders/$id');"
    },
    "strip base": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nconst b = 'https://h.example/api/';\nFuture<dynamic> getIt(String p) => http.get(Uri.parse(b.replaceAll(RegExp(r'/$'), '') + p));\nf(int id) => getIt('/orders/$id');"
    },
    "params": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nUri uri(String p, [Map<String, dynamic>? q]) => Uri.parse('https://h.example/api$p').replace(queryParameters: q?.map((k, v) => MapEntry(k, '$v')));\nf(int id) => http.get(uri('/orders/$id', {'a': 1}));"
    },
    "path params map": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nString fill(String p, Map<String, Object> v) { var r = p; v.forEach((k, x) { r = r.replaceAll('{$k}', '$x'); }); return r; }\nf(int id) => http.get(Uri.parse('https://h.example/api' + fill('/orders/{id}', {'id': id})));"
    },
    "endpoint enum": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nenum E { order('/orders'), user('/users'); const E(this.path); final String path; String id(int i) => '$path/$i'; }\nf(int id) => http.get(Uri.parse('https://h.example/api${E.order.id(id)}'));"
    },
    "endpoint enum ext": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nenum E { order, user }\nextension EX on E { String get path => switch (this) { E.order => '/orders', E.user => '/users' }; Uri uri(int id) => Uri.parse('https://h.example/api$path/$id'); }\nf(int id) => http.get(E.order.uri(id));"
    },
    "enum map": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nenum E { order, user }\nconst paths = {E.order: '/orders', E.user: '/users'};\nf(int id) => http.get(Uri.parse('https://h.example/api${paths[E.order]}/$id'));"
    },
    "enum name": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nenum E { orders, users }\nf(int id) => http.get(Uri.parse('https://h.example/api/${E.orders.name}/$id'));"
    },
    "request object": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nclass Req { const Req({required this.method, required this.path, this.body}); final String method; final String path; final Object? body; }\nFuture<dynamic> send(Req r) async { final q = http.Request(r.method, Uri.parse('https://h.example/api${r.path}')); return http.Client().send(q); }\nf(int id) => send(Req(method: 'GET', path: '/orders/$id'));"
    },
    "request factory": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nclass Req { const Req(this.method, this.path); factory Req.get(String p) => Req('GET', p); final String method, path; }\nFuture<dynamic> send(Req r) => http.Client().send(http.Request(r.method, Uri.parse('https://h.example/api' + r.path)));\nf(int id) => send(Req.get('/orders/$id'));"
    },
    "verb enum name": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nenum V { get, post }\nFuture<dynamic> send(V v, String p) => http.Client().send(http.Request(v.name.toUpperCase(), Uri.parse('https://h.example/api$p')));\nf(int id) => send(V.get, '/orders/$id');"
    },
    "verb map": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nenum V { get, post }\nconst names = {V.get: 'GET', V.post: 'POST'};\nFuture<dynamic> send(V v, String p) => http.Client().send(http.Request(names[v]!, Uri.parse('https://h.example/api$p')));\nf(int id) => send(V.get, '/orders/$id');"
    },
    "dio base": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nfinal dio = Dio(BaseOptions(baseUrl: 'https://h.example/api'));\nf(int id) => dio.get('/orders/$id');"
    },
    "dio cascade": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nfinal dio = Dio()..options.baseUrl = 'https://h.example/api';\nf(int id) => dio.get('/orders/$id');"
    },
    "dio cascade options": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nfinal dio = Dio()..options = BaseOptions(baseUrl: 'https://h.example/api');\nf(int id) => dio.get('/orders/$id');"
    },
    "dio assign": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nclass A { final Dio dio = Dio(); A() { dio.options.baseUrl = 'https://h.example/api'; } f(int id) => dio.get('/orders/$id'); }"
    },
    "dio assign this": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nclass A { late Dio dio; A() { this.dio = Dio(); this.dio.options = BaseOptions(baseUrl: 'https://h.example/api'); } f(int id) => this.dio.get('/orders/$id'); }"
    },
    "dio options var": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nclass A { late final Dio _dio; A() { final options = BaseOptions(connectTimeout: null, baseUrl: 'https://h.example/api'); _dio = Dio(options); } f(int id) => _dio.get('/orders/$id'); }"
    },
    "dio options later": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nclass A { late final Dio _dio; A() { final options = BaseOptions(); options.baseUrl = 'https://h.example/api'; _dio = Dio(options); } f(int id) => _dio.get('/orders/$id'); }"
    },
    "dio options cascade": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nfinal _o = BaseOptions()..baseUrl = 'https://h.example/api'..headers = {};\nfinal dio = Dio(_o);\nf(int id) => dio.get('/orders/$id');"
    },
    "dio copyWith": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nfinal _o = BaseOptions(headers: {}).copyWith(baseUrl: 'https://h.example/api');\nfinal dio = Dio(_o);\nf(int id) => dio.get('/orders/$id');"
    },
    "dio opts copyWith": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nfinal dio = Dio();\nvoid main() { dio.options = dio.options.copyWith(baseUrl: 'https://h.example/api'); }\nf(int id) => dio.get('/orders/$id');"
    },
    "dio singleton": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nclass N { static final N _i = N._(); factory N() => _i; N._() { _dio = Dio(BaseOptions(baseUrl: 'https://h.example/api')); } late Dio _dio; Dio get dio => _dio; }\nf(int id) => N().dio.get('/orders/$id');"
    },
    "dio static init": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nclass N { static late Dio dio; static init() { dio = Dio(BaseOptions(baseUrl: 'https://h.example/api')); } static Future<Response> getData({required String url, Map<String, dynamic>? query}) async { return await dio.get(url, queryParameters: query); } }\nf(int id) => N.getData(url: 'orders/$id');"
    },
    "dio nullable": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nclass N { static Dio? _dio; static Dio get instance { if (_dio == null) { _dio = Dio(BaseOptions(baseUrl: 'https://h.example/api')); } return _dio!; } }\nf(int id) => N.instance.get('/orders/$id');"
    },
    "dio nullaware cascade": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nclass N { Dio? dio; N() { dio = Dio(); dio!..options.baseUrl = 'https://h.example/api'..interceptors.add(LogInterceptor()); } f(int id) => dio?.get('/orders/$id'); }"
    },
    "dio extends": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nclass MyDio with DioMixin implements Dio { MyDio() { options = BaseOptions(baseUrl: 'https://h.example/api'); httpClientAdapter = HttpClientAdapter(); } }\nfinal dio = MyDio();\nf(int id) => dio.get('/orders/$id');"
    },
    "dio func": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nDio build() { final dio = Dio(); dio.options ..baseUrl = 'https://h.example/api' ..headers = {}; return dio; }\nfinal dio = build();\nf(int id) => dio.get('/orders/$id');"
    },
    "dio func param": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nDio build({String baseUrl = 'https://h.example/api'}) => Dio(BaseOptions(baseUrl: baseUrl));\nfinal dio = build();\nf(int id) => dio.get('/orders/$id');"
    },
    "dio request": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nfinal dio = Dio(BaseOptions(baseUrl: 'https://h.example/api'));\nFuture<T> send<T>(String p, {String method = 'GET'}) async => (await dio.request<T>(p, options: Options(method: method))).data as T;\nf(int id) => send<String>('/orders/$id');"
    },
    "dio request opts": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nfinal dio = Dio(BaseOptions(baseUrl: 'https://h.example/api'));\nf(int id) { final o = Options(headers: {}); o.method = 'GET'; return dio.request('/orders/$id', options: o); }"
    },
    "dio request cascade": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nfinal dio = Dio(BaseOptions(baseUrl: 'https://h.example/api'));\nf(int id) => dio.request('/orders/$id', options: Options()..method = 'GET');"
    },
    "dio request default": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nfinal dio = Dio(BaseOptions(baseUrl: 'https://h.example/api'));\nf(int id) => dio.request('/orders/$id');"
    },
    "dio base method": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nfinal dio = Dio(BaseOptions(baseUrl: 'https://h.example/api', method: 'GET'));\nf(int id) => dio.request('/orders/$id');"
    },
    "dio checkOptions": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nfinal dio = Dio(BaseOptions(baseUrl: 'https://h.example/api'));\nf(int id) => dio.request('/orders/$id', options: (Options()).copyWith(method: 'GET'));"
    },
    "dio fetch compose": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nfinal dio = Dio(BaseOptions(baseUrl: 'https://h.example/api'));\nf(int id) => dio.fetch(Options(method: 'GET').compose(dio.options, '/orders/$id'));"
    },
    "dio abs": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nfinal dio = Dio(BaseOptions(baseUrl: 'https://other.example/x'));\nf(int id) => dio.get('https://h.example/api/orders/$id');"
    },
    "dio prov": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nimport 'package:riverpod/riverpod.dart';\nfinal dioProvider = Provider<Dio>((ref) => Dio(BaseOptions(baseUrl: 'https://h.example/api')));\nclass Api { Api(this.ref); final Ref ref; f(int id) => ref.read(dioProvider).get('/orders/$id'); }"
    },
    "dio prov2": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nimport 'package:riverpod/riverpod.dart';\nfinal dioProvider = Provider((ref) { final d = Dio(); d.options.baseUrl = 'https://h.example/api'; return d; });\nfinal apiProvider = Provider((ref) => Api(ref.watch(dioProvider)));\nclass Api { Api(this._dio); final Dio _dio; f(int id) => _dio.get('/orders/$id'); }"
    },
    "dio riverpod gen": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nimport 'package:riverpod_annotation/riverpod_annotation.dart';\n@riverpod\nDio dio(DioRef ref) => Dio(BaseOptions(baseUrl: 'https://h.example/api'));\nclass Api { Api(this._dio); final Dio _dio; f(int id) => _dio.get('/orders/$id'); }\n@riverpod\nApi api(ApiRef ref) => Api(ref.watch(dioProvider));"
    },
    "getx": {
        "lib/api.dart": "import 'package:get/get.dart';\nclass Api extends GetConnect { @override void onInit() { httpClient.baseUrl = 'https://h.example/api'; super.onInit(); } f(int id) => get('/orders/$id'); }"
    },
    "getx baseUrl": {
        "lib/api.dart": "import 'package:get/get.dart';\nclass Api extends GetConnect { @override final baseUrl = 'https://h.example/api'; f(int id) => get('/orders/$id'); }"
    },
    "getx http": {
        "lib/api.dart": "import 'package:get/get.dart';\nclass Api extends GetConnect { Api() { baseUrl = 'https://h.example/api'; } f(int id) => httpClient.get('/orders/$id'); }"
    },
    "retrofit": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nimport 'package:retrofit/retrofit.dart';\n@RestApi(baseUrl: 'https://h.example/api')\nabstract class Api { factory Api(Dio dio, {String baseUrl}) = _Api; @GET('/orders/{id}') Future<String> f(@Path() int id); }"
    },
    "retrofit const": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nimport 'package:retrofit/retrofit.dart';\nclass E { static const order = '/orders/{id}'; }\nconst base = 'https://h.example/api';\n@RestApi(baseUrl: base)\nabstract class Api { factory Api(Dio dio, {String baseUrl}) = _Api; @GET(E.order) Future<String> f(@Path('id') int id); }"
    },
    "retrofit prefix": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nimport 'package:retrofit/retrofit.dart' as r;\n@r.RestApi(baseUrl: 'https://h.example/api')\nabstract class Api { factory Api(Dio dio, {String baseUrl}) = _Api; @r.GET('/orders/{id}') Future<String> f(@r.Path() int id); }"
    },
    "retrofit method": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nimport 'package:retrofit/retrofit.dart';\n@RestApi(baseUrl: 'https://h.example/api')\nabstract class Api { factory Api(Dio dio) = _Api; @Method('GET', '/orders/{id}') Future<String> f(@Path() int id); }"
    },
    "retrofit dio base": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nimport 'package:retrofit/retrofit.dart';\n@RestApi()\nabstract class Api { factory Api(Dio dio) = _Api; @GET('/orders/{id}') Future<String> f(@Path() int id); }\nfinal api = Api(Dio(BaseOptions(baseUrl: 'https://h.example/api')));"
    },
    "retrofit arg base": {
        "lib/api.dart": "import 'package:dio/dio.dart';\nimport 'package:retrofit/retrofit.dart';\n@RestApi()\nabstract class Api { factory Api(Dio dio, {String? baseUrl}) = _Api; @GET('/orders/{id}') Future<String> f(@Path() int id); }\nfinal api = Api(Dio(), baseUrl: 'https://h.example/api');"
    },
    "chopper": {
        "lib/api.dart": "import 'package:chopper/chopper.dart';\n@ChopperApi(baseUrl: '/orders')\nabstract class Api extends ChopperService { static Api create([ChopperClient? c]) => _$Api(c); @Get(path: '/{id}') Future<Response> f(@Path() int id); }\nfinal c = ChopperClient(baseUrl: Uri.parse('https://h.example/api'), services: [Api.create()]);"
    },
    "part string concat esc": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nf(int id) => http.get(Uri.parse('https://h.example/api' + \"/orders\" + '/' + '''${id}'''));"
    },
    "null-aware chain": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nclass C { final String? base = 'https://h.example/api'; }\nfinal C? c = C();\nf(int id) => http.get(Uri.parse('${c?.base ?? ''}/orders/$id'));"
    },
    "object in map of funcs": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nfinal Map<String, Future<dynamic> Function(int)> calls = {'order': (id) => http.get(Uri.parse('https://h.example/api/orders/$id'))};"
    },
    "annotated widget": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nimport 'package:flutter/material.dart';\nclass W extends StatelessWidget { const W(this.id); final int id; Widget build(BuildContext context) => FutureBuilder(future: http.get(Uri.parse('https://h.example/api/orders/$id')), builder: (c, s) => Text('')); }"
    },
    "widget field": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nimport 'package:flutter/material.dart';\nclass W extends StatefulWidget { const W({super.key, required this.url}); final String url; State<W> createState() => _S(); }\nclass _S extends State<W> { load(int id) => http.get(Uri.parse('${widget.url}/orders/$id')); }\nfinal w = W(url: 'https://h.example/api');"
    },
    "late init": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nclass A { late String base; void init() { base = 'https://h.example/api'; } f(int id) => http.get(Uri.parse('$base/orders/$id')); }"
    },
    "shadow": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nconst base = 'https://x.example/zzz';\nf(int id) { const base = 'https://h.example/api'; return http.get(Uri.parse('$base/orders/$id')); }"
    },
    "shadow param": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nconst base = 'https://x.example/zzz';\ng(String base, int id) => http.get(Uri.parse('$base/orders/$id'));\nf(int id) => g('https://h.example/api', id);"
    },
    "isolate": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nFuture<dynamic> load(String url) => http.get(Uri.parse(url));\nf(int id) => compute(load, 'https://h.example/api/orders/$id');"
    },
    "isolate run": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nf(int id) => Isolate.run(() => http.get(Uri.parse('https://h.example/api/orders/$id')));"
    },
    "zone": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nf(int id) => http.runWithClient(() => http.get(Uri.parse('https://h.example/api/orders/$id')), () => http.Client());"
    },
    "sync star": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nIterable<dynamic> f(int id) sync* { yield http.get(Uri.parse('https://h.example/api/orders/$id')); }"
    },
    "uri.http ternary": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nconst tls = true;\nf(int id) => http.get(tls ? Uri.https('h.example', '/api/orders/$id') : Uri.http('h.example', '/api/orders/$id'));"
    },
    "uri https segs": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nf(int id) => http.get(Uri(scheme: 'https', host: 'h.example', pathSegments: ['api', 'orders', '$id']));"
    },
    "uri normalize": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nf(int id) => http.get(Uri.parse('https://h.example/api//orders/$id').normalizePath());"
    },
    "uri unencoded": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nf(int id) => http.get(Uri.https('h.example', ['', 'api', 'orders', '$id'].join('/')));"
    },
    "list add": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nf(int id) { final s = <String>['https://h.example/api']; s.add('orders'); s.add('$id'); return http.get(Uri.parse(s.join('/'))); }"
    },
    "list cascade": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nf(int id) { final s = ['https://h.example/api']..add('orders')..add('$id'); return http.get(Uri.parse(s.join('/'))); }"
    },
    "map join": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nf(int id) => http.get(Uri.parse('https://h.example/api' + ['orders', '$id'].map((s) => '/$s').join()));"
    },
    "padded": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nf(int id) => http.get(Uri.parse(' https://h.example/api/orders/$id '.trim()));"
    },
    "late closure": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nclass A { late final fetch = (int id) => http.get(Uri.parse('https://h.example/api/orders/$id')); }"
    },
    "generic factory": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nclass Repo<T> { Repo(this.path, this.dec); final String path; final T Function(dynamic) dec; Future<T> one(int id) async => dec(await http.get(Uri.parse('https://h.example/api/$path/$id'))); }\nfinal orders = Repo<String>('orders', (x) => '$x');"
    },
    "exported again": {
        "lib/api.dart": "import 'h.dart';\nf(int id) => get(Uri.parse('https://h.example/api/orders/$id'));",
        "lib/h.dart": "export 'package:http/http.dart';",
    },
    "wrapper with a slash": {
        "lib/api.dart": "import 'package:http/http.dart' as http;\nFuture<dynamic> getIt(String p) => http.get(Uri.parse('https://h.example/api/$p'));\nf(int id) => getIt('orders/$id');"
    },
}
"""Apps with a form of their own."""

FORMS = [
    *(f"base: {name}, {address}" for name in BASES for address in ("interp", "plus")),
    *(f"address: {name}, {sender}" for name in ADDRESSES for sender in ("await", "dio str", "helper named")),
    *(f"sender: {name}, {address}" for name in SENDERS for address in ("interp", "local uri")),
    *(f"whole: {name}" for name in WHOLE),
]


def files_of(form: str) -> dict[str, bytes]:
    """Return the files of the app that has this form."""
    kind, _, names = form.partition(": ")
    if kind == "whole":
        return {path: text.encode() for path, text in WHOLE[names].items()}
    name, _, other = names.partition(", ")
    base = BASES[name if kind == "base" else "const class"]
    before, address = ADDRESSES[{"base": other, "address": name, "sender": other}[kind]]
    sender = SENDERS[{"base": "await", "address": other, "sender": name}[kind]]
    members = sender.replace("<before>", before).replace("<address>", address).replace("<base>", base[1])
    api = f"{_IMPORTS}class Api {{\n{members}\n}}\n{_BESIDE}"
    return {"lib/config.dart": base[0].encode(), "lib/api.dart": api.encode()}

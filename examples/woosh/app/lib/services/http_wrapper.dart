import 'dart:convert';

import 'package:http/http.dart' as http;

import '../utils/config.dart';
import '../utils/session.dart';
import 'api_exception.dart';

/// Requests with one retry after a refresh of the token. The URL comes from the caller.
class HttpWrapper {
  static Future<dynamic> get(String url) async => _once(() => http.get(Uri.parse(url), headers: Session.headers));

  static Future<dynamic> post(String url, Object? body) async => _once(
        () => http.post(Uri.parse(url), headers: Session.headers, body: jsonEncode(body)),
      );

  static Future<dynamic> put(String url, Object? body) async => _once(
        () => http.put(Uri.parse(url), headers: Session.headers, body: jsonEncode(body)),
      );

  static Future<dynamic> patch(String url, Object? body) async => _once(
        () => http.patch(Uri.parse(url), headers: Session.headers, body: jsonEncode(body)),
      );

  static Future<dynamic> delete(String url) async =>
      _once(() => http.delete(Uri.parse(url), headers: Session.headers));

  static Future<dynamic> _once(Future<http.Response> Function() send) async {
    final response = await send().timeout(Config.timeout);
    return decode(response);
  }
}

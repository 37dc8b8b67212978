import 'dart:convert';

import 'package:http/http.dart' as http;

import '../config.dart';
import 'session_api.dart';

class DepotException implements Exception {
  DepotException(this.status, this.body);

  final int status;
  final String body;
}

/// One place for the address, the token and the errors.
class DepotClient {
  DepotClient(this._session);

  static const _root = Env.apiUrl;

  final SessionApi _session;

  Future<dynamic> get(String path) async {
    final response = await http.get(_uri(path), headers: _session.headers);
    return _checked(response);
  }

  Future<dynamic> send(String method, String path, [Object? body]) async {
    final request = http.Request(method, _uri(path));
    request.headers.addAll(_session.headers);
    if (body != null) {
      request.body = jsonEncode(body);
    }
    return _checked(await http.Response.fromStream(await request.send()));
  }

  Uri _uri(String path) => Uri.parse('$_root$path');

  dynamic _checked(http.Response response) {
    if (response.statusCode >= 400) {
      throw DepotException(response.statusCode, response.body);
    }
    return response.body.isEmpty ? null : jsonDecode(response.body);
  }
}

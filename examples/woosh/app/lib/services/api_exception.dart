import 'dart:convert';

import 'package:http/http.dart' as http;

class ApiException implements Exception {
  ApiException(this.statusCode, this.message);

  final int statusCode;
  final String message;

  @override
  String toString() => message;
}

dynamic decode(http.Response response) {
  final body = response.body.isEmpty ? null : json.decode(response.body);
  if (response.statusCode >= 200 && response.statusCode < 300) return body;
  final message = body is Map ? '${body['message'] ?? 'Request failed'}' : 'Request failed';
  throw ApiException(response.statusCode, message);
}

List<Map<String, dynamic>> decodeList(http.Response response) {
  final body = decode(response);
  final list = body is Map ? body['data'] ?? [] : body;
  return List<Map<String, dynamic>>.from(list as List);
}

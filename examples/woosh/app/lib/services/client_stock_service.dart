import 'dart:convert';

import 'package:http/http.dart' as http;

import '../utils/config.dart';
import '../utils/session.dart';
import 'api_exception.dart';

class ClientStockService {
  static const String baseUrl = '${Config.baseUrl}/api/client-stock';

  static Future<bool> isEnabled() async {
    final response = await http.get(Uri.parse('$baseUrl/status'), headers: Session.headers);
    return (decode(response) as Map<String, dynamic>)['enabled'] == true;
  }

  static Future<List<dynamic>> of(int clientId) async =>
      decodeList(await http.get(Uri.parse('$baseUrl/$clientId'), headers: Session.headers));

  static Future<void> set(int clientId, int productId, int quantity) async {
    final response = await http.post(
      Uri.parse(baseUrl),
      headers: Session.headers,
      body: jsonEncode({'clientId': clientId, 'productId': productId, 'quantity': quantity}),
    );
    decode(response);
  }

  static Future<void> remove(int clientId, int productId) async {
    decode(await http.delete(Uri.parse('$baseUrl/$clientId/$productId'), headers: Session.headers));
  }
}

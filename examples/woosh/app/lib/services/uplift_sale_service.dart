import 'dart:convert';

import 'package:http/http.dart' as http;

import '../models/sale.dart';
import '../utils/config.dart';
import '../utils/session.dart';
import 'api_exception.dart';

class UpliftSaleService {
  static const String baseUrl = '${Config.baseUrl}/api';

  static Future<List<dynamic>> fetch({int? clientId, String? status}) async {
    final uri = Uri.parse('$baseUrl/uplift-sales').replace(queryParameters: {
      'userId': '${Session.userId}',
      if (clientId != null) 'clientId': '$clientId',
      if (status != null) 'status': status,
    });
    return decodeList(await http.get(uri, headers: Session.headers));
  }

  static Future<Map<String, dynamic>> one(int saleId) async =>
      decode(await http.get(Uri.parse('$baseUrl/uplift-sales/$saleId'), headers: Session.headers))
          as Map<String, dynamic>;

  static Future<void> create(Sale sale) async {
    final response = await http.post(
      Uri.parse('$baseUrl/uplift-sales'),
      headers: Session.headers,
      body: jsonEncode(sale.toJson()),
    );
    decode(response);
  }

  static Future<void> voidSale(Sale sale, String reason) async {
    final response = await http
        .post(
          Uri.parse('$baseUrl/uplift-sales/${sale.id}/void'),
          headers: Session.headers,
          body: jsonEncode({'reason': reason}),
        )
        .timeout(Config.timeout);
    decode(response);
  }

  static Future<void> addItem(Sale sale, SaleItem item) async {
    await http.post(
      Uri.parse('$baseUrl/uplift-sales/${sale.id}/items'),
      headers: Session.headers,
      body: jsonEncode(item.toJson()),
    );
  }
}

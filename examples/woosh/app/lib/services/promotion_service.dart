import 'dart:convert';

import 'package:http/http.dart' as http;

import '../utils/config.dart';
import '../utils/session.dart';
import 'api_exception.dart';

class PromotionService {
  static const String baseUrl = '${Config.baseUrl}/api';

  Future<List<dynamic>> current() async {
    final params = {'countryId': '${Session.countryId}', 'active': 'true'};
    final uri = Uri.parse('$baseUrl/promotions').replace(queryParameters: params);
    return decodeList(await http.get(uri, headers: Session.headers));
  }

  Future<List<dynamic>> offersFor(int clientId) async {
    final url = Uri.https('api.woosh.example.com', '/api/offers/client/$clientId');
    return decodeList(await http.get(url, headers: Session.headers));
  }

  Future<void> accept(int offerId) async {
    await http.post(Uri.parse('$baseUrl/offers/$offerId/accept'), headers: Session.headers);
  }

  Future<void> decline(int offerId, String reason) async {
    await http.post(
      Uri.parse('$baseUrl/offers/$offerId/decline'),
      headers: Session.headers,
      body: jsonEncode({'reason': reason}),
    );
  }

  Future<Map<String, dynamic>> priceOf(int productId, int clientId) async {
    final query = '?clientId=$clientId';
    final response =
        await http.get(Uri.parse('$baseUrl/products/$productId/price$query'), headers: Session.headers);
    return decode(response) as Map<String, dynamic>;
  }

  Future<List<dynamic>> priceList(int categoryId) async => decodeList(
        await http.get(Uri.parse('$baseUrl/categories/$categoryId/prices'), headers: Session.headers),
      );
}

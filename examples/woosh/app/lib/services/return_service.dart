import 'dart:convert';

import 'package:http/http.dart' as http;

import '../models/outlet.dart';
import '../utils/config.dart';
import '../utils/session.dart';
import 'api_exception.dart';

class ReturnService {
  static const String baseUrl = '${Config.baseUrl}/api';

  Future<List<dynamic>> ofOutlet(Outlet outlet) async => decodeList(
        await http.get(Uri.parse('$baseUrl/product-returns/outlet/${outlet.id}'), headers: Session.headers),
      );

  Future<void> create(Outlet outlet, List<Map<String, dynamic>> items) async {
    final String url = '$baseUrl/product-returns';
    final response = await http.post(
      Uri.parse(url),
      headers: Session.headers,
      body: jsonEncode({'outletId': outlet.id, 'items': items}),
    );
    decode(response);
  }

  Future<void> setStatus(int returnId, String status) async {
    await http.patch(
      Uri.parse('$baseUrl/product-returns/$returnId/status'),
      headers: Session.headers,
      body: jsonEncode({'status': status}),
    );
  }

  Future<void> remove(int returnId) async {
    await http.delete(Uri.parse('$baseUrl/product-returns/$returnId'), headers: Session.headers);
  }

  Future<List<dynamic>> reasons() async =>
      decodeList(await http.get(Uri.parse('$baseUrl/product-returns/reasons/all'), headers: Session.headers));
}

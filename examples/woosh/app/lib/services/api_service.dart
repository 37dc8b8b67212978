import 'dart:convert';
import 'dart:io';

import 'package:http/http.dart' as http;
import 'package:http_parser/http_parser.dart';

import '../models/outlet.dart';
import '../utils/config.dart';
import '../utils/session.dart';
import 'api_exception.dart';

/// The oldest service of the app. Newer screens have services of their own.
class ApiService {
  static const String baseUrl = '${Config.baseUrl}/api';

  // ---- session ----

  static Future<Map<String, dynamic>> login(String phoneNumber, String password) async {
    final response = await http.post(
      Uri.parse('$baseUrl/auth/login'),
      headers: {'Content-Type': 'application/json'},
      body: jsonEncode({'phoneNumber': phoneNumber, 'password': password}),
    );
    final login = decode(response) as Map<String, dynamic>;
    await Session.save(login);
    return login;
  }

  static Future<bool> refresh() async {
    final url = Uri.parse('$baseUrl/auth/refresh');
    final response = await http
        .post(url, headers: Session.headers, body: jsonEncode({'refreshToken': Session.refreshToken}))
        .timeout(Config.timeout);
    if (response.statusCode >= 400) return false;
    await Session.save(decode(response) as Map<String, dynamic>);
    return true;
  }

  static Future<void> logout() async {
    try {
      await http.post(Uri.parse('$baseUrl/auth/logout'), headers: Session.headers);
    } finally {
      await Session.clear();
    }
  }

  static Future<Map<String, dynamic>> me() async =>
      decode(await http.get(Uri.parse('$baseUrl/auth/profile'), headers: Session.headers)) as Map<String, dynamic>;

  static Future<void> registerRep(Map<String, dynamic> rep) async {
    decode(await http.post(Uri.parse('$baseUrl/auth/register'), headers: Session.headers, body: jsonEncode(rep)));
  }

  static Future<void> forgotPassword(String email) async {
    final String endpoint = '/auth/forgot-password';
    decode(await http.post(Uri.parse('$baseUrl$endpoint'), body: jsonEncode({'email': email})));
  }

  // ---- outlets and clients ----

  static Future<List<Outlet>> fetchOutlets({int? routeId, String? search}) async {
    String query = '';
    if (routeId != null) query = '?route_id=$routeId';
    if (search != null) query += '${query.isEmpty ? '?' : '&'}search=${Uri.encodeQueryComponent(search)}';
    final response = await http.get(Uri.parse('$baseUrl/outlets$query'), headers: Session.headers);
    return decodeList(response).map(Outlet.fromJson).toList();
  }

  static Future<Outlet> fetchOutlet(int id) async {
    final response = await http.get(Uri.parse('$baseUrl/outlets/$id'), headers: Session.headers);
    return Outlet.fromJson(decode(response) as Map<String, dynamic>);
  }

  /// Older servers had this route. The current one takes "nearby" for an id.
  static Future<List<Outlet>> fetchNearbyOutlets(double latitude, double longitude) async {
    final url = Uri.parse('$baseUrl/outlets/nearby').replace(queryParameters: {
      'latitude': '$latitude',
      'longitude': '$longitude',
      'radius': '5',
    });
    return decodeList(await http.get(url, headers: Session.headers)).map(Outlet.fromJson).toList();
  }

  static Future<Outlet> createOutlet(Map<String, dynamic> outlet) async {
    final response =
        await http.post(Uri.parse('$baseUrl/outlets'), headers: Session.headers, body: jsonEncode(outlet));
    return Outlet.fromJson(decode(response) as Map<String, dynamic>);
  }

  static Future<void> updateOutlet(Outlet outlet, Map<String, dynamic> changes) async {
    final response = await http.put(
      Uri.parse('$baseUrl/outlets/${outlet.id}'),
      headers: Session.headers,
      body: jsonEncode(changes),
    );
    decode(response);
  }

  static Future<void> updateOutletLocation(Outlet outlet, double latitude, double longitude) async {
    await http.patch(
      Uri.parse('$baseUrl/outlets/${outlet.id}/location'),
      headers: Session.headers,
      body: jsonEncode({'latitude': latitude, 'longitude': longitude}),
    );
  }

  static Future<List<dynamic>> fetchOutletProducts(int outletId) async {
    final response = await http.get(Uri.parse('$baseUrl/outlets/$outletId/products'), headers: Session.headers);
    return decode(response) as List<dynamic>;
  }

  static Future<List<Outlet>> searchClients(String text) async {
    final url = Uri.parse('$baseUrl/clients/search/basic').replace(queryParameters: {'query': text, 'limit': '20'});
    return decodeList(await http.get(url, headers: Session.headers)).map(Outlet.fromJson).toList();
  }

  static Future<List<Outlet>> clientsOfRoute(int routeId) async {
    final response = await http
        .get(Uri.parse('$baseUrl/clients/route/$routeId'), headers: Session.headers)
        .timeout(Config.timeout);
    return decodeList(response).map(Outlet.fromJson).toList();
  }

  static Future<Map<String, dynamic>> addClient(Map<String, dynamic> client) async {
    final response = await http.post(
      Uri.parse('$baseUrl/clients'),
      headers: Session.headers,
      body: jsonEncode(client),
    );
    return decode(response) as Map<String, dynamic>;
  }

  static Future<void> deleteClient(int clientId) async {
    // no route: a rep could delete clients once
    await http.delete(Uri.parse('$baseUrl/clients/$clientId'), headers: Session.headers);
  }

  // ---- payments ----

  static Future<List<dynamic>> fetchPayments(Outlet outlet) async {
    final response =
        await http.get(Uri.parse('$baseUrl/outlets/${outlet.id}/payments'), headers: Session.headers);
    return decode(response) as List<dynamic>;
  }

  static Future<void> uploadPayment(int outletId, double amount, File invoice) async {
    final request = http.MultipartRequest('POST', Uri.parse('$baseUrl/outlets/$outletId/payments'));
    request.headers.addAll(Session.headers);
    request.fields['amount'] = amount.toStringAsFixed(2);
    request.files.add(await http.MultipartFile.fromPath('image', invoice.path,
        contentType: MediaType('image', 'jpeg')));
    decode(await http.Response.fromStream(await request.send()));
  }

  // ---- products, routes, stores ----

  static Future<List<dynamic>> fetchProducts({int page = 1}) async {
    final url = Uri.parse('$baseUrl/products').replace(
      queryParameters: {'page': '$page', 'limit': '50', 'countryId': '${Session.countryId}'},
    );
    return decodeList(await http.get(url, headers: Session.headers));
  }

  static Future<Map<String, dynamic>> fetchProduct(int productId) async => decode(
        await http.get(Uri.parse('$baseUrl/products/$productId'), headers: Session.headers),
      ) as Map<String, dynamic>;

  static Future<List<dynamic>> fetchRoutes() async =>
      decodeList(await http.get(Uri.parse('$baseUrl/routes'), headers: Session.headers));

  static Future<List<dynamic>> fetchStores() async =>
      decodeList(await http.get(Uri.parse('$baseUrl/stores'), headers: Session.headers));

  static Future<List<dynamic>> fetchRegions(int countryId) async =>
      decodeList(await http.get(Uri.parse('$baseUrl/regions?countryId=$countryId'), headers: Session.headers));

  // ---- orders ----

  static Future<List<dynamic>> fetchOrders({String? status, int page = 1}) async {
    final params = {'page': '$page', 'limit': '10', if (status != null) 'status': status};
    final uri = Uri.parse('$baseUrl/orders').replace(queryParameters: params);
    return decodeList(await http.get(uri, headers: Session.headers));
  }

  static Future<Map<String, dynamic>> fetchOrder(int orderId) async {
    final response = await http
        .get(Uri.parse('$baseUrl/orders/$orderId'), headers: Session.headers);
    return decode(response) as Map<String, dynamic>;
  }

  static Future<Map<String, dynamic>> createOrder(Map<String, dynamic> order) async {
    final url = '$baseUrl/orders';
    final response = await http.post(Uri.parse(url), headers: Session.headers, body: jsonEncode(order));
    return decode(response) as Map<String, dynamic>;
  }

  static Future<void> updateOrder(int orderId, Map<String, dynamic> changes) async {
    decode(await http.patch(
      Uri.parse('$baseUrl/orders/$orderId'),
      headers: Session.headers,
      body: jsonEncode(changes),
    ));
  }

  static Future<void> deleteOrder(int orderId) async {
    final response = await http.delete(Uri.parse('$baseUrl/orders/$orderId'), headers: Session.headers);
    decode(response);
  }

  static Future<void> voidOrder(int orderId, String reason) async {
    await http.post(
      Uri.parse('$baseUrl/orders/$orderId/void'),
      headers: Session.headers,
      body: jsonEncode({'reason': reason}),
    );
  }

  static Future<Map<String, dynamic>> salesSummary(String month) async {
    // caught by orders/:id, which then looks for an order called sales-summary
    final response = await http.get(Uri.parse('$baseUrl/orders/sales-summary?month=$month'), headers: Session.headers);
    return decode(response) as Map<String, dynamic>;
  }

  // ---- reports ----

  static Future<void> submitReport(Map<String, dynamic> report) async {
    final response =
        await http.post(Uri.parse('$baseUrl/reports'), headers: Session.headers, body: jsonEncode(report));
    decode(response);
  }

  static Future<List<dynamic>> fetchReports({int? userId}) async {
    final String query = userId == null ? '' : '?userId=$userId';
    return decodeList(await http.get(Uri.parse('$baseUrl/reports$query'), headers: Session.headers));
  }

  static Future<List<dynamic>> fetchProductReports(int clientId) async => decodeList(
        await http.get(Uri.parse('$baseUrl/product-reports/client/$clientId'), headers: Session.headers),
      );

  static Future<void> deleteProductReport(int reportId) async {
    await http.delete(Uri.parse('$baseUrl/product-reports/$reportId'), headers: Session.headers);
  }

  static Future<String> uploadImage(File image) async {
    final request = http.MultipartRequest('POST', Uri.parse('$baseUrl/upload-image'));
    request.headers['Authorization'] = 'Bearer ${Session.token}';
    request.files.add(await http.MultipartFile.fromPath('attachment', image.path));
    final response = await http.Response.fromStream(await request.send());
    return (decode(response) as Map<String, dynamic>)['imageUrl'] as String;
  }

  // ---- office ----

  static Future<List<dynamic>> fetchOffices() async =>
      decodeList(await http.get(Uri.parse('$baseUrl/office'), headers: Session.headers));

  static Future<List<dynamic>> fetchAssetTypes() async {
    final response = await http.get(Uri.parse('$baseUrl/asset-types'), headers: Session.headers);
    return decode(response) as List<dynamic>;
  }

  static Future<void> requestAssets(Map<String, dynamic> request) async {
    decode(await http.post(Uri.parse('$baseUrl/asset-requests'), headers: Session.headers, body: jsonEncode(request)));
  }

  static Future<List<dynamic>> myAssetRequests() async => decodeList(
        await http
            .get(Uri.parse('$baseUrl/asset-requests/my-requests'), headers: Session.headers),
      );

  static Future<void> requestSamples(Map<String, dynamic> request) async {
    decode(await http.post(
      Uri.parse('$baseUrl/sample-requests'),
      headers: Session.headers,
      body: jsonEncode(request),
    ));
  }

  // static Future<void> deleteAccount() async {
  //   await http.delete(Uri.parse('$baseUrl/users/me'), headers: Session.headers);
  // }
}

import 'dart:convert';

import 'package:http/http.dart' as http;

import '../config.dart';
import '../models/order.dart';

class OrdersApi {
  OrdersApi({http.Client? client}) : _client = client ?? http.Client();

  final http.Client _client;

  static const _json = {'content-type': 'application/json'};

  static String _order(int id) => '$ordersUrl/$id';

  Future<List<Order>> list({bool newestFirst = true}) async {
    final response = await _client.get(Uri.parse('$ordersUrl?sort=${newestFirst ? 'down' : 'up'}'));
    return [for (final row in jsonDecode(response.body) as List) Order.fromJson(row as Map<String, dynamic>)];
  }

  Future<Order> one(int id) async {
    final response = await http.get(Uri.parse(ordersUrl + '/' + id.toString()));
    return Order.fromJson(jsonDecode(response.body) as Map<String, dynamic>);
  }

  Future<int> create(int customerId, List<Map<String, Object>> lines) async {
    final response = await http
        .post(
          Uri.parse(
            ordersUrl,
          ),
          headers: _json,
          body: jsonEncode({'customerId': customerId, 'lines': lines}),
        )
        .timeout(Env.timeout);
    return int.parse(response.body);
  }

  Future<void> setStatus(Order order, String status) => _client.patch(
        Uri.parse('${Env.apiUrl}/orders/${order.id}/status'),
        headers: _json,
        body: jsonEncode({'status': status}),
      );

  /// Kept for servers that knew no PATCH.
  Future<http.Response> setStatusTheOldWay(int id, String status) async {
    final url = Env.apiUrl + "/orders/$id/status";
    return await http.put(Uri.parse(url), headers: _json, body: jsonEncode({'status': status}));
  }

  Future<void> cancel(int id) async {
    final request = http.Request('DELETE', Uri.parse('$ordersUrl/$id'))
      ..headers['x-reason'] = 'cancelled in the app';
    await _client.send(request);
  }

  Future<List<dynamic>> lines(int id) async {
    final response = await _client.get(Uri.parse('${_order(id)}/lines'));
    return jsonDecode(response.body) as List<dynamic>;
  }

  Future<Map<String, dynamic>> summary(DateTime from, DateTime to) async {
    final uri = Uri.parse('$ordersUrl/summary').replace(queryParameters: {
      'from': from.toIso8601String(),
      'to': to.toIso8601String(),
    });
    final response = await http
        .get(uri, headers: _json);
    return jsonDecode(response.body) as Map<String, dynamic>;
  }

  Future<String> pending() async {
    final response = await http.get(Uri.parse('$ordersUrl'
        '/pending'));
    return response.body;
  }

  // Future<void> reopen(int id) => http.post(Uri.parse('$ordersUrl/$id/reopen'));

  /* The first version:
  Future<void> ship(int id) async {
    await http.put(Uri.parse('$ordersUrl/$id/ship'));
  }
  */
}

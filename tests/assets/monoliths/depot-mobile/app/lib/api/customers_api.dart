import 'dart:convert';

import 'package:http/http.dart' as http;

import '../config.dart';

final Uri _base = Uri.parse('${Env.apiUrl}/');

Future<List<dynamic>> customersIn(String city, {int page = 1}) async {
  final uri = Uri.https(Env.host, '/api/customers', {'city': city, 'page': '$page'});
  final response = await http.get(uri);
  return jsonDecode(response.body) as List<dynamic>;
}

Future<Map<String, dynamic>> customer(int id) async {
  final response = await http.get(Uri.https(Env.host, 'api/customers/$id'));
  return jsonDecode(response.body) as Map<String, dynamic>;
}

Future<List<dynamic>> searchCustomers(String words) async =>
    jsonDecode((await http.get(Uri.http('localhost:3000', r'/api/customers/search', {'q': words}))).body)
        as List<dynamic>;

Future<void> renameCustomer(int id, String name) async {
  await http.put(
    Uri(scheme: 'https', host: Env.host, path: '/api/customers/$id'),
    body: {'name': name},
  );
}

Future<String> ordersOfCustomer(int id) => http.get(_base.resolve('customers/$id/orders')).then((r) => r.body);

Future<bool> serverIsUp() async => (await http.get(_base.resolve('/status'))).statusCode == 200;

Future<void> forgetCustomer(int id) => http.delete(_base.replace(path: '/api/customers/$id'));

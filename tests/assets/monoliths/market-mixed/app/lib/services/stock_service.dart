import 'package:http/http.dart' as http;

import '../config/endpoints.dart';
import '../config/environment.dart';

class StockService {
  final http.Client _client = http.Client();

  Future<void> take(int product) async {
    await _client.post(Uri.parse(Environment.apiBase + Endpoints.take(product)));
  }

  Future<String> monthly() async {
    final answer = await _client.get(Uri.parse('${Environment.apiBase}${Endpoints.reports['monthly']}'));
    return answer.body;
  }

  Future<String> yearly() => http.read(Uri.parse('${Environment.apiBase}${Endpoints.reports['yearly']!}'));

  Future<String> proxied() => http.read(Uri.parse('${Environment.gateway}/reports/monthly?pretty=1'));

  Future<int> verbs() async {
    final request = http.Request('OPTIONS', Uri.parse('${Environment.apiBase}/orders/'));
    return (await _client.send(request)).statusCode;
  }
}

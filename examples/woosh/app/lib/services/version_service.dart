import 'dart:convert';

import 'package:http/http.dart' as http;

import '../utils/config.dart';

class VersionService {
  static Future<bool> mustUpdate() async {
    final url = Uri.https('api.woosh.example.com', '/api/version', {'current': Config.appVersion});
    final response = await http.get(url);
    if (response.statusCode != 200) return false;
    final body = json.decode(response.body) as Map<String, dynamic>;
    return body['forceUpdate'] == true || body['forceUpdate'] == 1;
  }

  static Future<bool> serverAnswers() async {
    final client = http.Client();
    try {
      final response = await client.get(Uri.parse('${Config.baseUrl}/api/health'));
      return response.statusCode == 200;
    } finally {
      client.close();
    }
  }
}

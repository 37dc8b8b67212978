import 'dart:convert';

import 'package:http/http.dart' as http;

import '../utils/config.dart';
import '../utils/session.dart';
import 'api_exception.dart';

class TaskService {
  // the prefix is part of the base here
  static const String baseUrl = '${Config.baseUrl}/api/tasks';

  static Future<List<dynamic>> mine() async {
    final response = await http.get(Uri.parse('$baseUrl/salesrep/${Session.userId}'), headers: Session.headers);
    return decodeList(response);
  }

  static Future<Map<String, dynamic>> create(Map<String, dynamic> task) async =>
      decode(await http.post(Uri.parse(baseUrl), headers: Session.headers, body: jsonEncode(task)))
          as Map<String, dynamic>;

  static Future<void> complete(int taskId) async {
    decode(await http.post(Uri.parse('$baseUrl/$taskId/complete'), headers: Session.headers));
  }

  static Future<void> setStatus(int taskId, String status) async {
    decode(await http.patch(
      Uri.parse('$baseUrl/$taskId/status'),
      headers: Session.headers,
      body: jsonEncode({'status': status}),
    ));
  }

  static Future<List<dynamic>> history() async =>
      decodeList(await http.get(Uri.parse('$baseUrl/history/all'), headers: Session.headers));
}

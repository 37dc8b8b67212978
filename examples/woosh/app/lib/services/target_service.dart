import 'dart:convert';

import 'package:http/http.dart' as http;

import '../utils/config.dart';
import '../utils/session.dart';
import 'api_exception.dart';

/// Written against the first backend. Four of its routes are still there.
class TargetService {
  static const String baseUrl = '${Config.baseUrl}/api';

  static Future<Map<String, dynamic>> dashboard({String period = 'current_month'}) async {
    final response = await http.get(
      Uri.parse('$baseUrl/targets/dashboard/${Session.userId}?period=$period'),
      headers: Session.headers,
    );
    return decode(response) as Map<String, dynamic>;
  }

  static Future<List<dynamic>> monthlyVisits(int userId) async => decode(await http.get(
        Uri.parse('$baseUrl/targets/monthly-visits/$userId'),
        headers: Session.headers,
      )) as List<dynamic>;

  static Future<Map<String, dynamic>> visitStatistics(int userId, DateTime from, DateTime to) async {
    final uri = Uri.parse('$baseUrl/targets/visit-statistics/$userId').replace(queryParameters: {
      'startDate': from.toIso8601String(),
      'endDate': to.toIso8601String(),
    });
    return decode(await http.get(uri, headers: Session.headers)) as Map<String, dynamic>;
  }

  static Future<List<dynamic>> all() async =>
      decodeList(await http.get(Uri.parse('$baseUrl/targets'), headers: Session.headers));

  static Future<Map<String, dynamic>> one(int targetId) async =>
      decode(await http.get(Uri.parse('$baseUrl/targets/$targetId'), headers: Session.headers)) as Map<String, dynamic>;

  static Future<void> create(Map<String, dynamic> target) async {
    await http.post(Uri.parse('$baseUrl/targets'), headers: Session.headers, body: jsonEncode(target));
  }

  static Future<void> update(int targetId, Map<String, dynamic> target) async {
    await http.put(Uri.parse('$baseUrl/targets/$targetId'), headers: Session.headers, body: jsonEncode(target));
  }

  static Future<void> remove(int targetId) async {
    await http.delete(Uri.parse('$baseUrl/targets/$targetId'), headers: Session.headers);
  }

  static Future<void> reportProgress(int targetId, int value) async {
    await http
        .patch(Uri.parse('$baseUrl/targets/$targetId/progress'),
            headers: Session.headers, body: jsonEncode({'value': value}))
        .timeout(Config.timeout);
  }

  static Future<List<dynamic>> dailyVisits(int userId, String date) async => decodeList(
        await http.get(Uri.parse('$baseUrl/targets/daily-visits/$userId?date=$date'), headers: Session.headers),
      );

  static Future<Map<String, dynamic>> newClients(int userId) async => decode(
        await http.get(Uri.parse('$baseUrl/targets/clients/$userId/progress'), headers: Session.headers),
      ) as Map<String, dynamic>;

  static Future<Map<String, dynamic>> productProgress(int userId, String category) async {
    final query = '?category=$category';
    final response =
        await http.get(Uri.parse('$baseUrl/targets/products/$userId/progress$query'), headers: Session.headers);
    return decode(response) as Map<String, dynamic>;
  }

  static Future<List<dynamic>> leaderboard(String month) async {
    final uri = Uri.parse('$baseUrl/targets/leaderboard').replace(queryParameters: {'month': month});
    return decodeList(await http.get(uri, headers: Session.headers));
  }

  static Future<List<dynamic>> team(int managerId) async =>
      decodeList(await http.get(Uri.parse('$baseUrl/targets/team/$managerId'), headers: Session.headers));
}

import 'dart:convert';

import 'package:http/http.dart' as http;

import '../utils/config.dart';
import '../utils/session.dart';
import 'api_exception.dart';

class ClockService {
  static const String baseUrl = '${Config.baseUrl}/api';
  static const String _clock = '$baseUrl/clock-in-out';

  static Future<void> clockIn() async {
    decode(await http.post(
      Uri.parse('$_clock/clock-in'),
      headers: Session.headers,
      body: jsonEncode({'clientTime': DateTime.now().toString()}),
    ));
  }

  static Future<void> clockOut() async {
    decode(await http.post(
      Uri.parse('$_clock/clock-out'),
      headers: Session.headers,
      body: jsonEncode({'clientTime': DateTime.now().toString()}),
    ));
  }

  static Future<Map<String, dynamic>> status() async =>
      decode(await http.get(Uri.parse('$_clock/status'), headers: Session.headers)) as Map<String, dynamic>;

  static Future<List<dynamic>> history(String from, String to) async {
    final url = Uri.parse('$_clock/history').replace(queryParameters: {'startDate': from, 'endDate': to});
    return decodeList(await http.get(url, headers: Session.headers));
  }

  // sessions: the first backend's name for the same thing
  static Future<List<dynamic>> sessions(int userId) async =>
      decodeList(await http.get(Uri.parse('$baseUrl/sessions/user/$userId'), headers: Session.headers));

  static Future<void> closeSession(int sessionId) async {
    await http.put(Uri.parse('$baseUrl/sessions/$sessionId/close'), headers: Session.headers);
  }

  static Future<Map<String, dynamic>> loginHours(int userId, String date) async => decode(await http.get(
        Uri.parse('$baseUrl/analytics/daily-login-hours/$userId?startDate=$date&endDate=$date'),
        headers: Session.headers,
      )) as Map<String, dynamic>;

  static Future<Map<String, dynamic>> loginHoursOfTeam(String month) async => decode(await http.get(
        Uri.parse('$baseUrl/analytics/team/login-hours?month=$month'),
        headers: Session.headers,
      )) as Map<String, dynamic>;
}

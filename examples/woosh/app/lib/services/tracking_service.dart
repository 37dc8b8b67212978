import 'dart:convert';

import 'package:http/http.dart' as http;

import '../utils/session.dart';

/// Talks to another server: nothing here belongs to the monolith.
class TrackingService {
  static const String baseUrl = 'https://tracking.example.net/v1';

  static Future<void> sendPosition(double latitude, double longitude) async {
    await http.post(
      Uri.parse('$baseUrl/positions'),
      headers: {'Content-Type': 'application/json'},
      body: jsonEncode({'rep': Session.userId, 'lat': latitude, 'lng': longitude}),
    );
  }

  static Future<List<dynamic>> trail(int userId) async {
    final response = await http.get(Uri.parse('https://tracking.example.net/v1/reps/$userId/trail'));
    return json.decode(response.body) as List<dynamic>;
  }
}

import 'dart:convert';

import 'package:http/http.dart' as http;
import 'package:intl/intl.dart';

import '../models/journey_plan.dart';
import '../utils/config.dart';
import '../utils/session.dart';
import 'api_exception.dart';

class JourneyPlanService {
  static const String baseUrl = '${Config.baseUrl}/api';

  static Future<List<JourneyPlan>> fetch({int page = 1, String? status}) async {
    final queryParams = <String, String>{'page': '$page', 'limit': '20'};
    if (status != null) queryParams['status'] = status;
    final url = Uri.parse('$baseUrl/journey-plans').replace(queryParameters: queryParams);
    final response = await http
        .get(url, headers: Session.headers)
        .timeout(Config.timeout);
    return decodeList(response).map(JourneyPlan.fromJson).toList();
  }

  static Future<List<JourneyPlan>> onDate(DateTime day) async {
    final date = DateFormat('yyyy-MM-dd').format(day);
    final response = await http.get(
      Uri.parse('$baseUrl/journey-plans/by-date?date=$date&timezone=Africa/Nairobi'),
      headers: Session.headers,
    );
    return decodeList(response).map(JourneyPlan.fromJson).toList();
  }

  static Future<JourneyPlan> one(int planId) async {
    final response = await http.get(Uri.parse('$baseUrl/journey-plans/$planId'), headers: Session.headers);
    return JourneyPlan.fromJson(decode(response) as Map<String, dynamic>);
  }

  static Future<JourneyPlan> create(int clientId, DateTime date, {int? routeId, String? notes}) async {
    final response = await http.post(
      Uri.parse('$baseUrl/journey-plans'),
      headers: Session.headers,
      body: jsonEncode({
        'clientId': clientId,
        'date': date.toIso8601String(),
        'time': DateFormat.Hm().format(date),
        'userId': Session.userId,
        if (routeId != null) 'routeId': routeId,
        if (notes != null) 'notes': notes,
      }),
    );
    return JourneyPlan.fromJson(decode(response) as Map<String, dynamic>);
  }

  static Future<void> checkIn(JourneyPlan plan, double latitude, double longitude, String imageUrl) async {
    final url = Uri.parse('$baseUrl/journey-plans/${plan.id}');
    final response = await http.put(
      url,
      headers: Session.headers,
      body: jsonEncode({'status': 1, 'latitude': latitude, 'longitude': longitude, 'imageUrl': imageUrl}),
    );
    decode(response);
  }

  static Future<void> checkOut(JourneyPlan plan, double latitude, double longitude) async {
    final String checkoutUrl = '$baseUrl/journey-plans/${plan.id}/checkout';
    decode(await http.post(
      Uri.parse(checkoutUrl),
      headers: Session.headers,
      body: jsonEncode({'checkoutLatitude': latitude, 'checkoutLongitude': longitude}),
    ));
  }

  /// The server has PUT here, not PATCH.
  static Future<void> saveNotes(int planId, String notes) async {
    await http.patch(
      Uri.parse('$baseUrl/journey-plans/$planId'),
      headers: Session.headers,
      body: jsonEncode({'notes': notes}),
    );
  }

  static Future<void> delete(int planId) async {
    decode(await http
        .delete(Uri.parse('$baseUrl/journey-plans/$planId'), headers: Session.headers));
  }
}

import 'dart:convert';

import 'package:http/http.dart' as http;

import '../utils/config.dart';
import '../utils/session.dart';
import 'api_exception.dart';

/// The manager's screens. Their backend was switched off; the screens are still in the menu.
class ManagerService {
  static const String baseUrl = '${Config.baseUrl}/api';

  Future<List<dynamic>> reps() async =>
      decodeList(await http.get(Uri.parse('$baseUrl/manager/reps'), headers: Session.headers));

  Future<List<dynamic>> checkIns(String date) async {
    final String filter = '?date=$date';
    return decodeList(await http.get(Uri.parse('$baseUrl/manager/checkins$filter'), headers: Session.headers));
  }

  Future<void> approveLeave(int leaveId) async {
    await http.post(Uri.parse('$baseUrl/manager/leave/$leaveId/approve'), headers: Session.headers);
  }

  Future<void> moveRep(int repId, int routeId) async {
    await http.put(
      Uri.parse('$baseUrl/manager/reps/$repId/route'),
      headers: Session.headers,
      body: jsonEncode({'routeId': routeId}),
    );
  }
}

import 'dart:convert';
import 'dart:io';

import 'package:http/http.dart' as http;

import '../utils/config.dart';
import '../utils/session.dart';
import 'api_exception.dart';

class LeaveService {
  static const baseUrl = '${Config.baseUrl}/api';

  static Future<List<dynamic>> types() async =>
      decodeList(await http.get(Uri.parse('$baseUrl/leave/types/all'), headers: Session.headers));

  static Future<Map<String, dynamic>> balance() async => decode(
        await http.get(Uri.parse('$baseUrl/leave/balance/user'), headers: Session.headers),
      ) as Map<String, dynamic>;

  /// The server reads "my-leaves" as an id.
  static Future<List<dynamic>> mine() async {
    final response = await http
        .get(Uri.parse('$baseUrl/leave/my-leaves'), headers: Session.headers)
        .timeout(Config.timeout);
    return decodeList(response);
  }

  static Future<List<dynamic>> everyone() async =>
      decodeList(await http.get(Uri.parse('$baseUrl/leave/all'), headers: Session.headers));

  static Future<void> apply(Map<String, String> fields, {File? attachment}) async {
    if (attachment == null) {
      decode(await http.post(Uri.parse('$baseUrl/leave'), headers: Session.headers, body: jsonEncode(fields)));
      return;
    }
    // JSON only on the server: the file is lost
    final request = http.MultipartRequest('POST', Uri.parse('$baseUrl/leave'));
    request.headers.addAll(Session.headers);
    request.fields.addAll(fields);
    request.files.add(await http.MultipartFile.fromPath('attachment', attachment.path));
    decode(await http.Response.fromStream(await request.send()));
  }

  static Future<void> setStatus(int leaveId, String status) async {
    await http.patch(
      Uri.parse('$baseUrl/leave/$leaveId/status'),
      headers: Session.headers,
      body: jsonEncode({'status': status}),
    );
  }

  static Future<List<dynamic>> requests() async {
    final url = '$baseUrl/leave-requests';
    return decodeList(await http.get(Uri.parse(url), headers: Session.headers));
  }
}

import 'dart:convert';
import 'dart:io';

import 'package:http/http.dart' as http;

import '../utils/config.dart';
import '../utils/session.dart';
import 'api_exception.dart';

class ProfileService {
  static const String baseUrl = '${Config.baseUrl}/api';

  Future<Map<String, dynamic>> fetch() async =>
      decode(await http.get(Uri.parse('$baseUrl/profile'), headers: Session.headers)) as Map<String, dynamic>;

  Future<void> changePassword(String current, String next) async {
    final response = await http.post(
      Uri.parse('$baseUrl/profile/password'),
      headers: Session.headers,
      body: jsonEncode({'currentPassword': current, 'newPassword': next, 'confirmPassword': next}),
    );
    decode(response);
  }

  Future<String> uploadPhoto(File photo) async {
    final url = Uri.parse('$baseUrl/profile/photo');
    final request = http.MultipartRequest('POST', url)
      ..headers['Authorization'] = 'Bearer ${Session.token}'
      ..files.add(await http.MultipartFile.fromPath('photo', photo.path));
    final response = await http.Response.fromStream(await request.send());
    return (decode(response) as Map<String, dynamic>)['photoUrl'] as String;
  }

  Future<List<dynamic>> sessionHistory(String from, String to) async {
    final uri = Uri.parse('$baseUrl/profile/session-history')
        .replace(queryParameters: {'startDate': from, 'endDate': to});
    return decodeList(await http.get(uri, headers: Session.headers));
  }

  Future<void> deleteAccount() async {
    decode(await http.delete(Uri.parse('$baseUrl/profile/account'), headers: Session.headers));
  }
}

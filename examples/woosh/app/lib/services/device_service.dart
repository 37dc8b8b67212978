import 'dart:convert';

import 'package:http/http.dart' as http;

import '../utils/config.dart';
import '../utils/session.dart';
import 'api_exception.dart';

class DeviceService {
  static const String baseUrl = '${Config.baseUrl}/api';

  Future<void> register(String deviceId, String model) async {
    await http.post(
      Uri.parse('$baseUrl/devices'),
      headers: Session.headers,
      body: jsonEncode({'deviceId': deviceId, 'model': model, 'appVersion': Config.appVersion}),
    );
  }

  Future<void> unregister(String deviceId) async {
    await http.delete(Uri.parse('$baseUrl/devices/${Uri.encodeComponent(deviceId)}'), headers: Session.headers);
  }

  Future<List<dynamic>> mine() async =>
      decodeList(await http.get(Uri.parse('$baseUrl/devices/user/${Session.userId}'), headers: Session.headers));

  /// Where old photos are: the server of uploads, not the API.
  static String photoUrl(String fileName) => '${Config.uploadsUrl}/$fileName';
}

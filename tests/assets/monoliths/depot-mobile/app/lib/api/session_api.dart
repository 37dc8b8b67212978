import 'dart:convert';

import 'package:http/http.dart' as http;

import '../config.dart';

class SessionApi {
  String? token;

  Map<String, String> get headers => {
        'content-type': 'application/json',
        if (token != null) 'x-token': token!,
      };

  Future<bool> login(String name, String pin) async {
    final response = await http.post(
      Uri.parse(Env.loginUrl),
      headers: headers,
      body: jsonEncode({'name': name, 'pin': pin}),
    );
    if (response.statusCode != 201) {
      return false;
    }
    token = (jsonDecode(response.body) as Map<String, dynamic>)['token'] as String;
    return true;
  }

  Future<Map<String, dynamic>> me() async {
    final answer = await http.get(Uri.https(Env.host, Env.mePath), headers: headers);
    return jsonDecode(answer.body) as Map<String, dynamic>;
  }

  Future<void> logout() async {
    await http.post(Uri.https(Env.host, '${Env.prefix}/auth/logout'), headers: headers);
    token = null;
  }
}

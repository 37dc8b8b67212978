import 'dart:convert';

import 'package:http/http.dart' as http;

import '../utils/config.dart';
import '../utils/session.dart';
import 'api_exception.dart';

/// The chat had a server of its own once; its routes never came to this backend.
class ChatService {
  static const String baseUrl = '${Config.baseUrl}/api/chat';

  Future<List<dynamic>> rooms() async => decodeList(
        await http
            .get(Uri.parse('$baseUrl/rooms'), headers: Session.headers),
      );

  Future<Map<String, dynamic>> createRoom(String name, List<int> members) async {
    final response = await http
        .post(
          Uri.parse('$baseUrl/rooms'),
          headers: Session.headers,
          body: jsonEncode({'name': name, 'members': members}),
        )
        .timeout(Config.timeout);
    return decode(response) as Map<String, dynamic>;
  }

  Future<List<dynamic>> messages(int roomId, {int? before}) async {
    var query = '';
    if (before != null) query = '?before=$before';
    final response = await http
        .get(Uri.parse('$baseUrl/rooms/$roomId/messages$query'), headers: Session.headers);
    return decodeList(response);
  }

  Future<void> send(int roomId, String message) async {
    await http
        .post(
          Uri.parse('$baseUrl/rooms/$roomId/messages'),
          headers: Session.headers,
          body: jsonEncode({'message': message}),
        );
  }

  Future<void> removeMessage(int messageId) async {
    await http
        .delete(Uri.parse('$baseUrl/messages/$messageId'), headers: Session.headers);
  }

  Future<void> leave(int roomId) async {
    await http
        .delete(Uri.parse('$baseUrl/rooms/$roomId/members/me'), headers: Session.headers);
  }
}

import 'package:dio/dio.dart';

import '../utils/config.dart';
import '../utils/session.dart';

/// The one service on Dio: somebody started to move away from package:http.
class NoticeService {
  NoticeService()
      : _dio = Dio(BaseOptions(
          baseUrl: '${Config.baseUrl}/api',
          connectTimeout: Config.timeout,
          headers: {'Accept': 'application/json'},
        )) {
    _dio.interceptors.add(InterceptorsWrapper(onRequest: (options, handler) {
      options.headers['Authorization'] = 'Bearer ${Session.token}';
      handler.next(options);
    }));
  }

  final Dio _dio;

  Future<List<dynamic>> board() async {
    final response = await _dio.get('/notice-board', queryParameters: {'countryId': Session.countryId});
    return response.data as List<dynamic>;
  }

  Future<Map<String, dynamic>> one(int noticeId) async {
    final response = await _dio.get<Map<String, dynamic>>('/notices/$noticeId');
    return response.data!;
  }

  // the server has PATCH
  Future<void> update(int noticeId, Map<String, dynamic> notice) => _dio.put('/notices/$noticeId', data: notice);

  Future<void> markRead(int noticeId) => _dio.post('/notices/$noticeId/read');
}

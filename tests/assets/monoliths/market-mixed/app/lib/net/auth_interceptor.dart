import 'package:dio/dio.dart';

import '../config/environment.dart';

class AuthInterceptor extends Interceptor {
  String? token;

  @override
  void onRequest(RequestOptions options, RequestInterceptorHandler handler) {
    options.headers['Authorization'] = 'Bearer $token';
    handler.next(options);
  }

  @override
  Future<void> onError(DioException err, ErrorInterceptorHandler handler) async {
    if (err.response?.statusCode == 401) {
      final answer = await Dio(BaseOptions(baseUrl: Environment.apiBase)).post('/auth/refresh');
      token = answer.data['token'] as String;
    }
    handler.next(err);
  }
}

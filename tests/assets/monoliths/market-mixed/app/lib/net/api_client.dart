import 'package:dio/dio.dart';

import '../config/environment.dart';
import 'auth_interceptor.dart';

typedef Decode<T> = T Function(dynamic data);

class ApiClient {
  ApiClient({Dio? dio}) : _dio = dio ?? Dio(BaseOptions(baseUrl: Environment.apiBase)) {
    _dio.interceptors.add(AuthInterceptor());
  }

  final Dio _dio;

  Future<T> get<T>(String path, Decode<T> decode, {Map<String, dynamic>? query}) async {
    final answer = await _dio.get<dynamic>(path, queryParameters: query);
    return decode(answer.data);
  }

  Future<T> send<T>(String method, String path, {Object? body, required Decode<T> decode}) async {
    final answer = await _dio.request<dynamic>(path, data: body, options: Options(method: method));
    return decode(answer.data);
  }

  Future<bool> exists(String path) async => (await _dio.head<void>(path)).statusCode == 200;
}

import 'package:dio/dio.dart';

import '../config.dart';

class DepotDio {
  DepotDio() {
    dio.interceptors.add(LogInterceptor());
  }

  final Dio dio = Dio(
    BaseOptions(
      baseUrl: Env.apiUrl,
      connectTimeout: Env.timeout,
      headers: {'accept': 'application/json'},
    ),
  );
}

import 'package:dio/dio.dart';

import '../config.dart';
import 'depot_dio.dart';

class StockApi {
  StockApi(DepotDio depot) : _dio = depot.dio;

  final Dio _dio;

  Future<List<dynamic>> products({int skip = 0}) async {
    final response = await _dio.get<List<dynamic>>(
      '/stock/products',
      queryParameters: <String, dynamic>{'skip': skip, 'take': 50},
    );
    return response.data ?? const [];
  }

  Future<Response<dynamic>> product(String sku) => _dio.get('/stock/products/${Uri.encodeComponent(sku)}');

  Future<void> move(String sku, String bin, int change) async {
    await _dio.post<void>('/stock/moves', data: {'sku': sku, 'bin': bin, 'change': change});
  }

  Future<void> undo(int move) async {
    await _dio.delete<void>('/stock/moves/$move');
  }

  Future<void> import(String file) async {
    final form = FormData.fromMap({'csv': await MultipartFile.fromFile(file)});
    await _dio.request<void>(
      '/stock/import',
      data: form,
      options: Options(method: 'POST', contentType: 'multipart/form-data'),
    );
  }

  Future<Response<dynamic>> prices(List<String> skus) {
    return _dio.getUri(Uri.parse('${Env.apiUrl}/reports/prices?sku=${skus.join(',')}'));
  }
}

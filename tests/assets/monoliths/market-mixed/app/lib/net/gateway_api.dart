import 'package:dio/dio.dart';
import 'package:retrofit/retrofit.dart';

import '../config/environment.dart';

part 'gateway_api.g.dart';

@RestApi(baseUrl: Environment.gateway)
abstract class GatewayApi {
  factory GatewayApi(Dio dio, {String baseUrl}) = _GatewayApi;

  @GET('/orders/{id}')
  Future<Map<String, dynamic>> order(@Path('id') int id);

  @POST('/coupons/{code}/redeem')
  Future<void> redeem(@Path() String code);
}

import 'package:dio/dio.dart';
import 'package:retrofit/retrofit.dart';

part 'reports_client.g.dart';

@RestApi(baseUrl: 'https://depot.example.com/api')
abstract class ReportsClient {
  factory ReportsClient(Dio dio) = _ReportsClient;

  @GET('/reports/open-orders')
  Future<List<dynamic>> openOrders();

  @GET('/reports/payouts/{month}')
  Future<List<dynamic>> payouts(@Path('month') String month);

  @POST('/reports/{name}/mail')
  Future<void> mail(@Path() String name, @Body() Map<String, dynamic> to);
}

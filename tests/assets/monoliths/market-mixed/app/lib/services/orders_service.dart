import '../config/endpoints.dart';
import 'base_service.dart';

class OrdersService extends BaseService {
  OrdersService(super.client);

  @override
  String get resource => Endpoints.orders;

  Future<dynamic> create(Map<String, dynamic> order) =>
      client.send('POST', Endpoints.orders, body: order, decode: (data) => data);

  Future<void> close(int id) => client.send('PATCH', Endpoints.close(id), decode: (_) {});

  Future<void> remove(int id) => client.send<void>(
        'DELETE',
        Endpoints.order(id),
        decode: (_) {},
      );

  Future<bool> known(int id) => client.exists(Endpoints.order(id));

  Future<String> export() => client.get(Endpoints.export, (data) => data as String);

  Future<String> exportLower() => client.get('/orders/export/csv', (data) => '$data');
}

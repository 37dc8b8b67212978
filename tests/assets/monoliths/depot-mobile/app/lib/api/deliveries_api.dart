import 'package:http/http.dart' as http;

import '../config.dart';
import 'depot_client.dart';

class DeliveriesApi {
  const DeliveriesApi(this.api);

  final DepotClient api;

  String get _url => '${Env.apiUrl}/deliveries';

  Future<List<dynamic>> today() async => await api.get('/deliveries/today') as List<dynamic>;

  Future<dynamic> one(int id) => api.get('/deliveries/$id');

  Future<void> schedule({required int orderId, required int customerId, required String dueOn}) async {
    await api.send('POST', '/deliveries', {
      'orderId': orderId,
      'customerId': customerId,
      'dueOn': dueOn,
    });
  }

  Future<void> close(int id) => api.send('POST', '/deliveries/$id/close');

  Future<void> reassign(int id, int courierId) async {
    await api.send(
      'PATCH',
      '/deliveries/$id',
      {'courierId': courierId},
    );
  }

  Future<int> photo(int id, String file) async {
    final upload = http.MultipartRequest('POST', Uri.parse('$_url/$id/photo'));
    upload.files.add(await http.MultipartFile.fromPath('photo', file));
    final answer = await upload.send();
    return answer.statusCode;
  }
}

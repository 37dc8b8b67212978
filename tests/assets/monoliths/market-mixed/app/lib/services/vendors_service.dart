import '../config/endpoints.dart';
import 'base_service.dart';

class VendorsService extends BaseService {
  VendorsService(super.client);

  @override
  String get resource => Endpoints.vendors;

  @override
  Future<dynamic> byId(int id) => client.get('${Endpoints.vendors}$id', (data) => data);
}

import '../net/api_client.dart';

abstract class BaseService {
  BaseService(this.client);

  final ApiClient client;

  String get resource;

  Future<List<dynamic>> all() => client.get(resource, (data) => data as List<dynamic>);

  Future<dynamic> byId(int id) => client.get('$resource/$id', (data) => data);
}

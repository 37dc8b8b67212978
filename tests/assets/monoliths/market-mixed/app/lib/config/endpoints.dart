/// Every path of the backend, in one place.
class Endpoints {
  Endpoints._();

  static const orders = '/orders';
  static const vendors = '/vendors/';
  static String get export => '$orders/Export/CSV';
  static String order(int id) => '$orders/$id';
  static String close(int id) => '${order(id)}/close';
  static String take(int product) => ['/stock', product, 'take'].join('/');
  static const Map<String, String> reports = {'monthly': '/reports/monthly', 'yearly': '/reports/yearly'};
}

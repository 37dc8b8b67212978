/// Where the backend is.
class Env {
  const Env._();

  static const String host = 'depot.example.com';
  static const String prefix = '/api';
  static const String origin = 'https://$host';

  // static const String apiUrl = 'http://10.0.2.2:3000/v0';
  static const String apiUrl = origin + prefix;

  static const mePath = '$prefix/auth/me';

  static String get loginUrl => '$apiUrl/auth/login';

  static const Duration timeout = Duration(seconds: 20);
}

const ordersUrl = '${Env.apiUrl}/orders';

/// Where the backend answers. Compile-time: a change needs a new build.
class Config {
  // static const String baseUrl = 'http://10.0.2.2:3000';
  static const String baseUrl = 'https://api.woosh.example.com';

  /// Files that an older server wrote to its own disk.
  static const String uploadsUrl = 'https://files.woosh.example.com/uploads';

  static const Duration timeout = Duration(seconds: 20);
  static const String appVersion = '1.3.2';
}

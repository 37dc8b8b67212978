import 'package:get_storage/get_storage.dart';

class Session {
  static final GetStorage _box = GetStorage();

  static String? get token => _box.read<String>('accessToken');
  static String? get refreshToken => _box.read<String>('refreshToken');
  static int get userId => _box.read<int>('userId') ?? 0;
  static int get countryId => _box.read<int>('countryId') ?? 1;

  static Future<void> save(Map<String, dynamic> login) async {
    await _box.write('accessToken', login['accessToken']);
    await _box.write('refreshToken', login['refreshToken']);
    final rep = login['salesRep'] as Map<String, dynamic>? ?? {};
    await _box.write('userId', rep['id']);
    await _box.write('countryId', rep['countryId']);
  }

  static Future<void> clear() => _box.erase();

  static Map<String, String> get headers => {
        'Content-Type': 'application/json',
        if (token != null) 'Authorization': 'Bearer $token',
      };
}

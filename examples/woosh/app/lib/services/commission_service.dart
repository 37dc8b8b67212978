import '../utils/config.dart';
import '../utils/session.dart';
import 'http_wrapper.dart';

class CommissionService {
  static const String baseUrl = '${Config.baseUrl}/api';

  static Future<dynamic> today() => HttpWrapper.get('$baseUrl/commission/today/${Session.userId}');

  static Future<dynamic> onDay(String date) =>
      HttpWrapper.get('$baseUrl/commission/daily/${Session.userId}?date=$date');

  static Future<dynamic> history(int page) {
    final url = '$baseUrl/commission/history/${Session.userId}?page=$page';
    return HttpWrapper.get(url);
  }

  static Future<dynamic> markPaid(int commissionId) =>
      HttpWrapper.put('$baseUrl/commission/status/$commissionId', {'status': 'paid'});

  static Future<dynamic> rules() => HttpWrapper.get('$baseUrl/commission/rules');
}

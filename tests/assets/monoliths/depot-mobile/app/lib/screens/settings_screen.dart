import 'package:flutter/material.dart';
import 'package:http/http.dart' as http;
import 'package:shared_preferences/shared_preferences.dart';

import '../config.dart';
import '../storage/cache.dart';

class SettingsScreen extends StatelessWidget {
  const SettingsScreen({super.key});

  /// Says how many orders the server holds: GET $apiUrl/reports/size/deliveries would count deliveries.
  Future<String> _size() async {
    final response = await http.get(Uri.parse("${Env.apiUrl}/reports/size/orders"));
    return response.body;
  }

  Future<void> _forget() async {
    final prefs = await SharedPreferences.getInstance();
    final cache = AnswerCache(prefs);
    final last = cache.get('/orders/last');
    if (last != null) {
      await cache.delete('/orders/last');
      await cache.put('/orders/before', last);
    }
    prefs.get('/theme');
  }

  @override
  Widget build(BuildContext context) {
    return Scaffold(
      appBar: AppBar(title: const Text('Settings')),
      body: Column(
        children: [
          FutureBuilder<String>(
            future: _size(),
            builder: (_, snapshot) => ListTile(title: const Text('Orders'), trailing: Text(snapshot.data ?? '…')),
          ),
          TextButton(onPressed: _forget, child: const Text('Forget')),
          Image.asset('assets/api/orders.png'),
        ],
      ),
    );
  }
}

import 'package:flutter/material.dart';

import 'screens/orders_screen.dart';
import 'screens/settings_screen.dart';

void main() => runApp(const DepotApp());

class DepotApp extends StatelessWidget {
  const DepotApp({super.key});

  @override
  Widget build(BuildContext context) {
    return MaterialApp(
      title: 'Depot',
      initialRoute: '/orders',
      routes: {
        '/orders': (_) => const OrdersScreen(),
        '/settings': (_) => const SettingsScreen(),
      },
    );
  }
}

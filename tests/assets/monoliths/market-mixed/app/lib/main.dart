import 'package:flutter/material.dart';

import 'net/api_client.dart';
import 'services/orders_service.dart';
import 'services/stock_service.dart';
import 'services/vendors_service.dart';

final client = ApiClient();
final orders = OrdersService(client);
final vendors = VendorsService(client);
final stock = StockService();

void main() => runApp(const Market());

class Market extends StatelessWidget {
  const Market({super.key});

  Future<void> load(int id) async {
    await orders.all();
    await orders.byId(id);
    await vendors.all();
    await vendors.byId(id);
    await stock.take(id);
  }

  @override
  Widget build(BuildContext context) => MaterialApp(
        routes: {'/orders': (_) => const Placeholder(), '/vendors': (_) => const Placeholder()},
        onGenerateRoute: (settings) => null,
        home: TextButton(onPressed: () => load(1), child: const Text('GET /orders')),
      );
}

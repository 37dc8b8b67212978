import 'package:flutter/material.dart';

import '../api/orders_api.dart';
import '../models/order.dart';

class OrdersScreen extends StatefulWidget {
  const OrdersScreen({super.key});

  @override
  State<OrdersScreen> createState() => _OrdersScreenState();
}

class _OrdersScreenState extends State<OrdersScreen> {
  final OrdersApi _api = OrdersApi();
  late Future<List<Order>> _orders = _api.list();

  Future<void> _open(Order order) async {
    await Navigator.of(context).pushNamed('/orders/${order.id}', arguments: order);
    setState(() {
      _orders = _api.list(newestFirst: false);
    });
  }

  @override
  Widget build(BuildContext context) {
    return Scaffold(
      appBar: AppBar(
        title: const Text("http.get(Uri.parse('/api/not-a-call'))"),
        actions: [
          IconButton(
            icon: const Icon(Icons.settings),
            onPressed: () => Navigator.pushNamed(context, '/settings'),
          ),
        ],
      ),
      body: FutureBuilder<List<Order>>(
        future: _orders,
        builder: (context, snapshot) {
          final orders = snapshot.data ?? const <Order>[];
          if (orders.isEmpty) {
            return const Center(child: CircularProgressIndicator());
          }
          return ListView.separated(
            itemCount: orders.length,
            separatorBuilder: (_, __) => const Divider(height: 1),
            itemBuilder: (_, at) {
              final order = orders[at];
              return ListTile(
                leading: CircleAvatar(child: Text('${order.id}')),
                title: Text('Order ${order.id}'),
                subtitle: Text(order.status),
                onTap: () => _open(order),
              );
            },
          );
        },
      ),
    );
  }
}

import 'package:flutter/material.dart';

import '../models/sale.dart';
import '../services/api_service.dart';
import '../services/uplift_sale_service.dart';
import '../utils/session.dart';
import '../widgets/load_state.dart';

class UpliftSalePage extends StatefulWidget {
  const UpliftSalePage({super.key, this.clientId = 1});

  final int clientId;

  @override
  State<UpliftSalePage> createState() => _UpliftSalePageState();
}

class _UpliftSalePageState extends State<UpliftSalePage> {
  final Map<int, SaleItem> _items = {};

  Sale get _sale => Sale(clientId: widget.clientId, userId: Session.userId, items: _items.values.toList());

  void _add(Map<String, dynamic> product) {
    final id = product['id'] as int;
    final quantity = (_items[id]?.quantity ?? 0) + 1;
    final price = double.tryParse('${product['sellingPrice']}') ?? 0;
    setState(() => _items[id] = SaleItem(productId: id, quantity: quantity, unitPrice: price));
  }

  @override
  Widget build(BuildContext context) {
    return Scaffold(
      appBar: AppBar(title: Text('Sale: ${_sale.total.toStringAsFixed(2)}')),
      body: LoadState<List<dynamic>>(
        load: ApiService.fetchProducts,
        builder: (context, products) => ListView(
          children: [
            for (final product in products.cast<Map<String, dynamic>>())
              ListTile(
                title: Text('${product['productName']}'),
                trailing: Text('${_items[product['id']]?.quantity ?? 0}'),
                onTap: () => _add(product),
              ),
          ],
        ),
      ),
      floatingActionButton: FloatingActionButton(
        onPressed: _items.isEmpty ? null : () => UpliftSaleService.create(_sale),
        child: const Icon(Icons.check),
      ),
    );
  }
}

class SaleItem {
  const SaleItem({required this.productId, required this.quantity, required this.unitPrice});

  final int productId;
  final int quantity;
  final double unitPrice;

  Map<String, dynamic> toJson() => {'productId': productId, 'quantity': quantity, 'unitPrice': unitPrice};
}

class Sale {
  const Sale({this.id, required this.clientId, required this.userId, required this.items});

  final int? id;
  final int clientId;
  final int userId;
  final List<SaleItem> items;

  double get total => items.fold(0, (sum, item) => sum + item.quantity * item.unitPrice);

  Map<String, dynamic> toJson() =>
      {'clientId': clientId, 'userId': userId, 'items': items.map((item) => item.toJson()).toList()};
}

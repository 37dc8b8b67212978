class Order {
  const Order({required this.id, required this.status});

  factory Order.fromJson(Map<String, dynamic> json) =>
      Order(id: json['id'] as int, status: json['status'] as String);

  final int id;
  final String status;

  Map<String, dynamic> toJson() => {'id': id, 'status': status};
}

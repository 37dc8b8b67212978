class Outlet {
  const Outlet({required this.id, required this.name, this.address, this.latitude, this.longitude, this.balance = 0});

  final int id;
  final String name;
  final String? address;
  final double? latitude;
  final double? longitude;
  final double balance;

  factory Outlet.fromJson(Map<String, dynamic> json) => Outlet(
        id: json['id'] as int,
        name: json['name'] as String? ?? '',
        address: json['address'] as String?,
        latitude: double.tryParse('${json['latitude']}'),
        longitude: double.tryParse('${json['longitude']}'),
        balance: double.tryParse('${json['balance']}') ?? 0,
      );
}
